"""합성곱 신경망의 산수: 크기, 매개변수, 곱셈"""

import numpy as np


def conv_output_size(size, filter_size, stride, pad):
    전체 = size + 2 * pad
    if 전체 < filter_size:
        raise ValueError("필터가 입력보다 큽니다")
    if (전체 - filter_size) % stride != 0:
        raise ValueError("보폭이 맞지 않습니다")
    return int((전체 - filter_size) / stride) + 1


def conv_output_shape(input_shape, num_filters, filter_size, stride, pad):
    높이, 너비, 깊이 = input_shape
    return (
        conv_output_size(높이, filter_size, stride, pad),
        conv_output_size(너비, filter_size, stride, pad),
        num_filters,
    )


def same_padding(filter_size):
    if filter_size % 2 == 0:
        raise ValueError("짝수 크기의 필터")
    return filter_size // 2


def pool_output_shape(input_shape, pool_size, stride):
    높이, 너비, 깊이 = input_shape
    return conv_output_shape(input_shape, 깊이, pool_size, stride, 0)


def conv_param_count(input_shape, num_filters, filter_size):
    깊이 = input_shape[2]
    가중치 = filter_size**2 * 깊이 * num_filters
    편향 = num_filters
    return 가중치 + 편향


def affine_param_count(input_shape, num_outputs):
    높이, 너비, 깊이 = input_shape
    return num_outputs * (높이 * 너비 * 깊이) + num_outputs


def conv_multiply_adds(input_shape, num_filters, filter_size, stride, pad):
    출력 = conv_output_shape(input_shape, num_filters, filter_size, stride, pad)
    return 출력[0] * 출력[1] * 출력[2] * filter_size**2 * input_shape[2]


def stack_table(input_shape, layers):
    모양들, 매개변수들, 곱셈들 = [], [], []
    모양 = input_shape
    for 층 in layers:
        매개변수 = 곱셈 = 0
        if 층["type"] == "conv":
            개수, 크기, 보폭, 패딩 = 층["num_filters"], 층["filter_size"], 층["stride"], 층["pad"]
            매개변수 = conv_param_count(모양, 개수, 크기)
            곱셈 = conv_multiply_adds(모양, 개수, 크기, 보폭, 패딩)
            모양 = conv_output_shape(모양, 개수, 크기, 보폭, 패딩)
        elif 층["type"] == "pool":
            모양 = pool_output_shape(모양, 층["pool_size"], 층["stride"])
        else:
            매개변수 = affine_param_count(모양, 층["num_outputs"])
            곱셈 = 매개변수 - 층["num_outputs"]
            모양 = (1, 1, 층["num_outputs"])
        모양들.append(모양)
        매개변수들.append(매개변수)
        곱셈들.append(곱셈)
    return np.array(모양들), np.array(매개변수들), np.array(곱셈들)
