"""탐색 측정. 김학생."""
import numpy as np


def distinct_values(trials, knob):
    값들 = set()
    for 설정, _ in trials:
        값들.add(설정[knob])
    return len(값들)


def best_so_far(trials):
    점수들 = np.array([점수 for _, 점수 in trials], dtype=float)
    점수들[np.isnan(점수들)] = -np.inf
    return np.maximum.accumulate(점수들)


def stopping_iteration(loss_history, should_stop):
    for 횟수, _ in enumerate(loss_history, start=1):
        if should_stop(loss_history[:횟수]):
            break
    return 횟수
