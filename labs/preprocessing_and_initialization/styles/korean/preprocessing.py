"""전처리 과제: 통계량은 훈련 데이터에서만 구한다."""
import numpy as np

아주작은수 = 1e-6


def zero_center(X_train, X):
    """평균을 빼서 중심을 0으로 옮긴다."""
    평균 = X_train.mean(axis=0)
    return X - 평균


def normalize(X_train, X):
    표준편차 = X_train.std(axis=0)
    표준편차 = np.where(표준편차 < 아주작은수, 1.0, 표준편차)  # 상수 특성은 나누지 않는다
    return zero_center(X_train, X) / 표준편차


def covariance(X):
    # 공분산 행렬 (D, D)
    중심 = zero_center(X, X)
    return (중심.T @ 중심) / 중심.shape[0]


def 주축(X_train):
    """고윳값이 큰 순서로 정렬한 고유벡터."""
    고윳값, 고유벡터 = np.linalg.eigh(covariance(X_train))
    순서 = np.argsort(-고윳값)
    return 고윳값[순서], 고유벡터[:, 순서]


def pca(X_train, X):
    _, 축 = 주축(X_train)
    return zero_center(X_train, X) @ 축


def whiten(X_train, X):
    분산, 축 = 주축(X_train)
    결과 = np.zeros((X.shape[0], X.shape[1]))
    for 번호, 값 in enumerate(분산):
        if 값 >= 1e-5 * 분산[0]:
            결과[:, 번호] = zero_center(X_train, X) @ 축[:, 번호] / np.sqrt(값)
    return 결과


def subtract_mean_image(X_train, X):
    # AlexNet: 평균 이미지 (3, 32, 32)
    평균이미지 = np.mean(X_train, axis=0)
    return X - 평균이미지


def subtract_channel_mean(X_train, X):
    # VGGNet: 채널마다 숫자 하나
    채널평균 = np.mean(X_train, axis=(0, 2, 3)).reshape(-1, 1, 1)
    return X - 채널평균


def feature_std_range(X):
    표준편차 = X.std(axis=0)
    return 표준편차.min(), 표준편차.max()
