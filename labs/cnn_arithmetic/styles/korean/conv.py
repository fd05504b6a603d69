"""합성곱 계층의 순전파 — 김학생"""

import numpy as np

from .conv_arithmetic import conv_output_size as 출력크기


def conv_forward(x, w, b, conv_param):
    # 입력과 필터의 크기
    개수, 채널, 높이, 너비 = x.shape
    필터수, _, 필터높이, 필터너비 = w.shape
    보폭, 패딩 = conv_param["stride"], conv_param["pad"]
    # 0으로 테두리를 두른다
    덧댄것 = np.pad(x, ((0, 0), (0, 0), (패딩, 패딩), (패딩, 패딩)), "constant")
    출력높이 = 출력크기(높이, 필터높이, 보폭, 패딩)
    출력너비 = 출력크기(너비, 필터너비, 보폭, 패딩)
    out = np.zeros((개수, 필터수, 출력높이, 출력너비))
    for 번호 in range(개수):
        for 필터 in range(필터수):
            for 행 in range(출력높이):
                for 열 in range(출력너비):
                    위, 왼쪽 = 행 * 보폭, 열 * 보폭
                    창 = 덧댄것[번호, :, 위 : 위 + 필터높이, 왼쪽 : 왼쪽 + 필터너비]
                    out[번호, 필터, 행, 열] = np.sum(창 * w[필터]) + b[필터]
    return out, (x, w, b, conv_param)


def mean_responses(x, w, b, conv_param):
    지도, _ = conv_forward(x, w, b, conv_param)
    return np.abs(지도).mean(axis=3).mean(axis=2)
