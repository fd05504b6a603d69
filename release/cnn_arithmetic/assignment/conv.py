"""A convolutional layer, forward, and a measure of what its filters find.

Shapes: N images, C channels (the depth of the volume), H rows, W columns; F filters of
HH rows and WW columns. Arrays put the channels before the rows, (N, C, H, W), where the
lecture's slides put the depth last. None of these numbers is 0, and all arrays hold floats.
"""

import numpy as np

from .conv_arithmetic import conv_output_size


def conv_forward(x, w, b, conv_param):
    """Compute the forward pass of a convolutional layer.

    Each filter is laid over the zero-padded image at every place it can take. The
    number it gives there is the sum of its weights times the numbers under them, over
    all channels, plus its bias. The filter is not turned round, as it would be in the
    convolution of mathematics. The arguments are not changed.

    Inputs:
    - x: array of images, of shape (N, C, H, W)
    - w: array of filters, of shape (F, C, HH, WW)
    - b: array of biases, of shape (F,)
    - conv_param: dictionary with two integers:
      - "stride": pixels from one place of a filter to the next, down and across
      - "pad": zeros to add on each side of the rows and of the columns
      The filters fit: conv_output_size accepts both axes.

    Returns a tuple of:
    - out: output, of shape (N, F, H', W'); conv_output_size counts H' and W'
    - cache: (x, w, b, conv_param)

    Source: the lecture's review, "In the output volume, the d-th depth slice ...".
    """
    out = None
    ###########################################################################
    # TODO: Implement the forward pass. Loops are fine: get it right first.    #
    # np.pad adds the zeros; give it a pair of widths for each of the 4 axes.  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = (x, w, b, conv_param)
    return out, cache


def mean_responses(x, w, b, conv_param):
    """Measure how strongly each filter answers to each image.

    The response of a filter to an image is the size of the numbers in its feature map,
    whatever their sign, averaged over all places.

    Inputs:
    - x: array of images, of shape (N, C, H, W)
    - w: array of filters, of shape (F, C, HH, WW)
    - b: array of biases, of shape (F,)
    - conv_param: dictionary with "stride" and "pad", as for conv_forward

    Returns:
    - responses: array of shape (N, F)
    """
    responses = None
    ###########################################################################
    # TODO: Let conv_forward make the feature maps, then take the average.     #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return responses
