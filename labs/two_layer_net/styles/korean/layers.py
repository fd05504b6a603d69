"""한국어 주석과 변수 이름, 한국어로 출력."""
import numpy as np

print('계층 모듈을 불러옵니다…')


def 펼치기(배열):
    """예제마다 한 줄로 펼친다."""
    return 배열.reshape(배열.shape[0], -1)


def affine_forward(x, w, b):
    # 입력을 펼친 다음 가중치를 곱하고 편향을 더한다
    출력 = 펼치기(x) @ w + b
    print('순전파 출력의 크기:', 출력.shape)
    return 출력, {'입력': x, '가중치': w}


def affine_backward(dout, cache):
    입력, 가중치 = cache['입력'], cache['가중치']
    입력_기울기 = (dout @ 가중치.T).reshape(입력.shape)
    가중치_기울기 = 펼치기(입력).T @ dout
    편향_기울기 = dout.sum(axis=0)
    return 입력_기울기, 가중치_기울기, 편향_기울기


def relu_forward(x):
    양수 = np.where(x > 0, x, 0)  # 음수는 0으로
    return 양수, x


def relu_backward(dout, cache):
    return np.where(cache > 0, dout, 0)


def softmax_loss(x, y):
    개수 = x.shape[0]
    행 = np.arange(개수)
    점수 = x - x.max(axis=1, keepdims=True)  # 수치 안정성
    로그확률 = 점수 - np.log(np.exp(점수).sum(axis=1, keepdims=True))
    손실 = -로그확률[행, y].mean()
    기울기 = np.exp(로그확률)
    기울기[행, y] -= 1
    return 손실, 기울기 / 개수


def svm_loss(x, y):
    개수 = x.shape[0]
    행 = np.arange(개수)
    여백 = np.maximum(0, x - x[행, y][:, None] + 1)
    여백[행, y] = 0
    기울기 = (여백 > 0).astype(float)
    기울기[행, y] = -기울기.sum(axis=1)
    return 여백.sum() / 개수, 기울기 / 개수
