"""The `bn_param` of a layer of batch normalisation: its settings and its memory."""


def new_bn_param(mode="train", eps=1e-5, momentum=0.9, running_mean=None, running_var=None):
    """Make the dictionary that belongs to one layer and goes with it from call to call.

    Inputs:
    - mode: "train" (the statistics are those of the minibatch) or "test" (running averages)
    - eps: small scalar that is added to the variance before its root is taken
    - momentum: scalar from 0 to 1, the share of a running average that is kept in each
      training call
    - running_mean, running_var: arrays of shape (D,), the averages so far; None for a new
      layer, whose averages start at 0 in its first call

    Returns:
    - bn_param: dictionary of these, under their names; without averages for a new layer
    """
    bn_param = {"mode": mode, "eps": eps, "momentum": momentum}
    if running_mean is not None:
        bn_param["running_mean"] = running_mean
    if running_var is not None:
        bn_param["running_var"] = running_var
    return bn_param
