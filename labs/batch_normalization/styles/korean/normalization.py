# 배치 정규화 실습 - 김학생
import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    """배치 정규화 순전파"""
    모드 = bn_param["mode"]
    엡실론 = bn_param.get("eps", 1e-5)
    모멘텀 = bn_param.get("momentum", 0.9)
    차원 = x.shape[1]
    이동평균 = bn_param.get("running_mean", np.zeros(차원))
    이동분산 = bn_param.get("running_var", np.zeros(차원))
    if 모드 == "train":
        # 미니배치의 평균과 분산
        평균, 분산 = np.mean(x, axis=0), np.var(x, axis=0)
        bn_param["running_mean"] = 모멘텀 * 이동평균 + (1 - 모멘텀) * 평균
        bn_param["running_var"] = 모멘텀 * 이동분산 + (1 - 모멘텀) * 분산
    else:
        평균, 분산 = 이동평균, 이동분산
    표준편차 = np.sqrt(분산 + 엡실론)
    정규화 = (x - 평균) / 표준편차
    return gamma * 정규화 + beta, (정규화, gamma, 표준편차)


def identity_parameters(x, eps=1e-5):
    """항등 함수로 되돌리는 감마와 베타"""
    return np.sqrt(np.var(x, axis=0) + eps), np.mean(x, axis=0)


def batchnorm_backward(dout, cache):
    """계산 그래프를 따라가는 역전파"""
    정규화, 감마, 표준편차 = cache
    개수 = dout.shape[0]
    d정규화 = dout * 감마
    d분산 = np.sum(d정규화 * 정규화 * 표준편차, axis=0) * -0.5 / 표준편차**3
    d평균 = np.sum(-d정규화 / 표준편차, axis=0)
    dx = d정규화 / 표준편차 + d분산 * 2 * 정규화 * 표준편차 / 개수 + d평균 / 개수
    return dx, np.sum(dout * 정규화, axis=0), np.sum(dout, axis=0)


def batchnorm_backward_alt(dout, cache):
    """간단한 공식"""
    정규화, 감마, 표준편차 = cache
    개수 = dout.shape[0]
    d감마, d베타 = np.sum(dout * 정규화, axis=0), np.sum(dout, axis=0)
    return 감마 * (개수 * dout - d베타 - 정규화 * d감마) / (개수 * 표준편차), d감마, d베타


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    """채널마다 평균 하나, 분산 하나"""
    개수, 채널, 높이, 너비 = x.shape
    화소 = x.transpose(0, 2, 3, 1).reshape(-1, 채널)
    결과, 캐시 = batchnorm_forward(화소, gamma, beta, bn_param)
    return 결과.reshape(개수, 높이, 너비, 채널).transpose(0, 3, 1, 2), 캐시


def spatial_batchnorm_backward(dout, cache):
    개수, 채널, 높이, 너비 = dout.shape
    d화소, d감마, d베타 = batchnorm_backward_alt(dout.transpose(0, 2, 3, 1).reshape(-1, 채널), cache)
    return d화소.reshape(개수, 높이, 너비, 채널).transpose(0, 3, 1, 2), d감마, d베타
