"""학습 비교. 김학생."""
import numpy as np


def make_folds(order, num_folds):
    조각들 = np.array_split(np.array(order), num_folds)
    결과 = []
    for 번호 in range(num_folds):
        나머지 = [조각 for i, 조각 in enumerate(조각들) if i != 번호]
        결과.append((np.hstack(나머지), 조각들[번호]))
    return 결과


def cross_validate(train_and_score, X, y, folds):
    return [train_and_score(X[학습], y[학습], X[검증], y[검증]) for 학습, 검증 in folds]


def mean_and_spread(scores):
    점수들 = np.asarray(scores, dtype=float)
    return 점수들.mean(), 점수들.std(ddof=1)


def compare_runs(first, second):
    평균1, 퍼짐1 = mean_and_spread(first)
    평균2, 퍼짐2 = mean_and_spread(second)
    차이 = 평균2 - 평균1
    오차 = (퍼짐1**2 / len(first) + 퍼짐2**2 / len(second)) ** 0.5
    판정 = "cannot tell"
    if 차이 > 2 * 오차:
        판정 = "second"
    if 차이 < -2 * 오차:
        판정 = "first"
    return 차이, 오차, 판정
