"""경사 하강법. 김학생."""
import numpy as np


def gradient_descent(evaluate_gradient, X, y, w, step_size, num_steps):
    손실들 = []
    현재 = w.copy()
    for 스텝 in range(num_steps):
        손실, 그래디언트 = evaluate_gradient(X, y, 현재)
        손실들.append(손실)
        현재 += -step_size * 그래디언트
    return 현재, 손실들


def epoch_batches(num_examples, batch_size, permutation=np.random.permutation):
    순서 = permutation(num_examples)
    개수 = (num_examples + batch_size - 1) // batch_size
    return [순서[번호 * batch_size : (번호 + 1) * batch_size] for 번호 in range(개수)]


def minibatch_sgd(evaluate_gradient, X, y, w, batches, update):
    손실들 = []
    현재 = w.copy()
    for 배치 in batches:
        손실, 그래디언트 = evaluate_gradient(X[배치], y[배치], 현재)
        현재 = update(현재, 그래디언트)
        손실들.append(손실)
    return 현재, 손실들


def momentum_step(w, dw, velocity, learning_rate, momentum=0.9):
    속도 = velocity.copy()
    속도 *= momentum
    속도 -= learning_rate * dw
    return w + 속도, 속도


def decayed_rates(learning_rate, lr_decay, num_epochs, steps_per_epoch):
    번호 = np.arange(num_epochs * steps_per_epoch)
    에포크 = 번호 // steps_per_epoch
    return learning_rate * np.power(float(lr_decay), 에포크)
