"""The lab cnn_arithmetic: what it asks, and its known mistakes."""
