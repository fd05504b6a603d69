"""하이퍼파라미터 탐색 과제. 김학생."""
import itertools

import numpy as np


def log_uniform(low, high, size=None):
    # 로그 공간에서 균등하게 뽑는다
    아래, 위 = np.log10(low), np.log10(high)
    지수 = np.random.uniform(아래, 위, size)
    return 10**지수


def log_grid(low, high, num):
    return 10 ** np.linspace(np.log10(low), np.log10(high), num)


def grid_search(evaluate, values):
    결과 = []
    이름들 = list(values.keys())
    for 조합 in itertools.product(*[values[이름] for 이름 in 이름들]):
        설정 = {}
        for 이름, 값 in zip(이름들, 조합):
            설정[이름] = 값
        결과.append((설정, evaluate(설정)))
    return 결과


def random_search(evaluate, ranges, num_trials, draw):
    # 학습이 시드를 바꿀 수 있으므로 먼저 모두 뽑는다
    설정들 = []
    for _ in range(num_trials):
        설정 = {이름: draw(아래, 위) for 이름, (아래, 위) in ranges.items()}
        설정들.append(설정)
    return [(설정, evaluate(설정)) for 설정 in 설정들]


def best_trial(trials):
    최고 = None
    for 시도 in trials:
        점수 = 시도[1]
        if 점수 != 점수:
            continue
        if 최고 is None or 점수 > 최고[1]:
            최고 = 시도
    return trials[0] if 최고 is None else 최고


def at_boundary(value, low, high, margin=0.1):
    위치 = np.log10(value / low) / np.log10(high / low)
    if 위치 < margin:
        return "low"
    if 위치 > 1 - margin:
        return "high"
    return "inside"


def next_range(best, low, high):
    쪽 = at_boundary(best, low, high)
    폭 = np.log10(high) - np.log10(low)
    if 쪽 == "low":
        return low * 10 ** (-폭 / 2), high
    if 쪽 == "high":
        return low, high * 10 ** (폭 / 2)
    return best * 10 ** (-폭 / 6), best * 10 ** (폭 / 6)


def coarse_to_fine(search, ranges, epochs):
    단계들 = []
    범위 = ranges
    for 에폭 in epochs:
        시도들 = search(범위, 에폭)
        단계들.append((범위, 시도들))
        최고, _ = best_trial(시도들)
        새범위 = {}
        for 이름, (아래, 위) in 범위.items():
            새범위[이름] = next_range(최고[이름], 아래, 위)
        범위 = 새범위
    return 단계들


def greedy_search(evaluate, start, knobs):
    시도들 = [(dict(start), evaluate(dict(start)))]
    for 이름, 값들 in knobs.items():
        기준 = best_trial(시도들)[0]
        for 값 in 값들:
            설정 = dict(기준)
            설정[이름] = 값
            시도들.append((설정, evaluate(설정)))
    return 시도들


def evaluate_once(evaluate, find_score, settings):
    점수 = find_score(settings)
    if 점수 is None:
        점수 = evaluate(settings)
    return 점수
