"""The lab on learning by gradient descent."""
