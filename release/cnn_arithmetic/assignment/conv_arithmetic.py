"""The arithmetic of convolutional networks: sizes, parameters, multiplications.

Nothing here touches a pixel. From the shape of a volume and the four hyperparameters
of a layer all of this follows: the shape that comes out, how many numbers the layer
has to learn, and how much work it is.

Shapes are (height, width, depth), rows first as in arrays (the lecture's summary puts
the width first): a colour image is a volume of 32 x 32 x 3. They may be handed over as
tuples or as lists. Hyperparameters: num_filters K, filter_size F (filters are square
here), stride S, pad P (rows and columns of zeros on each side). All of them are integers,
a pad at least 0, the others at least 1; a stride may be larger than the filter, and a
pad, too. Counts may be as large as they get: of real layers they have millions and more.
Source: the lecture's review, "To summarize, the Conv Layer".
"""

import numpy as np


def conv_output_size(size, filter_size, stride, pad):
    """Count the places a filter can take along one axis.

    Height and width are computed alike, so this is about either of them.

    Inputs:
    - size: integer, height or width of the input, in pixels
    - filter_size: integer, height or width of the filter, in pixels
    - stride: integer, pixels from one place to the next
    - pad: integer, zeros added on each of the two sides

    Returns:
    - out_size: integer, height or width of the output

    Raises ValueError if the filter is larger than the padded input, or if its last
    step would not end exactly at the far edge.
    """
    out_size = None
    ###########################################################################
    # TODO: Count the places. Refuse geometry that does not fit with           #
    # raise ValueError("..."), and write what is wrong into the text.          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out_size


def conv_output_shape(input_shape, num_filters, filter_size, stride, pad):
    """Compute the shape of the volume that a convolutional layer makes.

    Inputs:
    - input_shape: (height, width, depth) of the input volume; it is not changed
    - num_filters: integer, the number of filters
    - filter_size: integer, height and width of each filter
    - stride: integer, pixels from one place of a filter to the next
    - pad: integer, zeros added on each side of height and width

    Returns:
    - out_shape: tuple of three integers (height, width, depth)

    Raises ValueError if the filters do not fit.
    """
    out_shape = None
    ###########################################################################
    # TODO: Put the three sizes of the output together. conv_output_size knows #
    # one axis, and refuses what does not fit.                                 #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out_shape


def same_padding(filter_size):
    """Compute the padding that keeps height and width when the stride is 1.

    Inputs:
    - filter_size: integer, height and width of the filters

    Returns:
    - pad: integer, zeros to add on each side

    Raises ValueError if filter_size is even: then no padding that is the same on
    both sides keeps the size.
    """
    pad = None
    ###########################################################################
    # TODO: Which padding gives back what the filter takes away?               #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return pad


def pool_output_shape(input_shape, pool_size, stride):
    """Compute the shape of the volume that a pooling layer makes.

    A pooling layer puts a window on each depth slice by itself and keeps one number
    of each window, its maximum for instance. It is not padded.

    Inputs:
    - input_shape: (height, width, depth) of the input volume; it is not changed
    - pool_size: integer, height and width of the window
    - stride: integer, pixels from one place of the window to the next

    Returns:
    - out_shape: tuple of three integers (height, width, depth)

    Raises ValueError if the windows do not fit.
    """
    out_shape = None
    ###########################################################################
    # TODO: A window moves like a filter does. What becomes of the depth?      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out_shape


def conv_param_count(input_shape, num_filters, filter_size):
    """Count the numbers that a convolutional layer learns: its weights and biases.

    Inputs:
    - input_shape: (height, width, depth) of the input volume; it is not changed
    - num_filters: integer, the number of filters
    - filter_size: integer, height and width of each filter

    Returns:
    - count: integer, weights and biases of all filters
    """
    count = None
    ###########################################################################
    # TODO: What does one filter consist of? And all of them?                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return count


def affine_param_count(input_shape, num_outputs):
    """Count the numbers that an affine (fully-connected) layer learns.

    Inputs:
    - input_shape: (height, width, depth) of the input volume, which the layer
      unrolls into one row; it is not changed
    - num_outputs: integer, the number of outputs

    Returns:
    - count: integer, weights and biases of all outputs
    """
    count = None
    ###########################################################################
    # TODO: Every output has a weight for every input number, and a bias.      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return count


def conv_multiply_adds(input_shape, num_filters, filter_size, stride, pad):
    """Count the multiply-adds of a convolutional layer for one image.

    A multiply-add is one weight times one number of the (padded) input, added to a
    sum. Adding a bias is no multiply-add.

    Inputs:
    - input_shape: (height, width, depth) of the input volume; it is not changed
    - num_filters: integer, the number of filters
    - filter_size: integer, height and width of each filter
    - stride: integer, pixels from one place of a filter to the next
    - pad: integer, zeros added on each side of height and width

    Returns:
    - count: integer, multiply-adds for one image

    Raises ValueError if the filters do not fit.
    """
    count = None
    ###########################################################################
    # TODO: How many numbers come out, and what does each of them cost?        #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return count


def stack_table(input_shape, layers):
    """Follow a volume through a stack of layers, and note what each layer costs.

    Each layer is a dictionary of one of these forms:
    - {"type": "conv", "num_filters": 6, "filter_size": 5, "stride": 1, "pad": 0}
    - {"type": "pool", "pool_size": 2, "stride": 2}
    - {"type": "affine", "num_outputs": 10}

    An affine layer makes a volume of 1 x 1 x num_outputs and uses each weight once. A
    pooling layer learns nothing and multiplies nothing.

    Inputs:
    - input_shape: (height, width, depth) of the input volume; it is not changed
    - layers: list of L dictionaries, at least one, in the order the volume passes them;
      they are yours, nobody needs them afterwards

    Returns a tuple of three integer arrays, with a row for each layer:
    - volumes: (height, width, depth) of what the layer makes, of shape (L, 3)
    - param_counts: what the layer learns, of shape (L,)
    - multiply_adds: of the layer for one image, of shape (L,)

    Raises ValueError if a layer does not fit the volume it is given.
    """
    volumes, param_counts, multiply_adds = [], [], []
    ###########################################################################
    # TODO: Append to each of the three lists what belongs to each layer. Your #
    # functions above do the counting.                                         #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return np.array(volumes), np.array(param_counts), np.array(multiply_adds)
