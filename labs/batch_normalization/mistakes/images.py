"""Mistakes students make in batch normalisation of images."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("spatial_batchnorm_forward", "normalization:spatial_batchnorm_forward")
PIXELS = "pixels = x.transpose(0, 2, 3, 1).reshape(-1, C)"
CALL = "normalized, cache = batchnorm_forward(pixels, gamma, beta, bn_param)"
OUT = "out = normalized.reshape(N, H, W, C).transpose(0, 3, 1, 2)"
IMAGE_FORWARD = [
    mistake(
        "never_transposed",
        "The numbers of different channels got mixed: a reshape alone never moves an axis past "
        "another.",
        (PIXELS, "pixels = x.reshape(-1, C)"),
        (OUT, "out = normalized.reshape(N, C, H, W)"),
    ),
    mistake(
        "not_transposed_before",
        "Before the normalisation the numbers of different channels got mixed. Where must the axis "
        "of the channels stand before the reshape?",
        (PIXELS, "pixels = x.reshape(-1, C)"),
    ),
    mistake(
        "not_transposed_after",
        "After the normalisation the numbers got into other places. The way back takes the steps "
        "of the way there in the opposite order.",
        (OUT, "out = normalized.reshape(N, C, H, W)"),
    ),
    mistake(
        "channels_last",
        "The output has its channels in the last axis. They came in the second.",
        (OUT, "out = normalized.reshape(N, H, W, C)"),
    ),
    mistake(
        "rows_left",
        "The output still has a row for each pixel. It should have the shape of x.",
        (OUT, "out = normalized"),
    ),
    mistake(
        "height_and_width_exchanged",
        "Height and width were exchanged on one of the two ways.",
        (PIXELS, "pixels = x.transpose(0, 3, 2, 1).reshape(-1, C)"),
    ),
    mistake(
        "wrong_order_back",
        "The axes came back in another order than they had: follow one pixel of one channel "
        "through both transpositions.",
        (OUT, "out = normalized.reshape(N, H, W, C).transpose(0, 3, 2, 1)"),
    ),
    mistake(
        "channels_first_without_transposing",
        "With several images the channels got mixed: in memory each image holds its channels one "
        "after the other.",
        (PIXELS, "pixels = x.reshape(C, -1).T"),
        (OUT, "out = normalized.T.reshape(N, C, H, W)"),
    ),
    mistake(
        "each_pixel_its_own",
        "Each place of the image has statistics of its own, so gamma and beta do not fit. One mean "
        "and one variance a channel are asked for.",
        (PIXELS, "pixels = x.reshape(N, -1)"),
    ),
    mistake(
        "each_image_its_own",
        "Each image is normalised by itself: that is instance normalisation. The statistics run "
        "over all images of the minibatch.",
        (
            OUT,
            "image_mean, image_var = x.mean(axis=(2, 3)), x.var(axis=(2, 3))\n"
            "    shape = (N, C, 1, 1)\n"
            "    x_hat = (x - image_mean.reshape(shape)) / "
            "np.sqrt(image_var.reshape(shape) + 1e-5)\n"
            "    out = gamma.reshape(1, C, 1, 1) * x_hat + beta.reshape(1, C, 1, 1)",
        ),
    ),
    mistake(
        "one_mean_for_all_channels",
        "All channels share one mean and one variance. Each of them needs its own.",
        (
            OUT,
            "x_hat = (x - x.mean()) / np.sqrt(x.var() + 1e-5)\n"
            "    out = gamma.reshape(1, C, 1, 1) * x_hat + beta.reshape(1, C, 1, 1)",
        ),
    ),
    mistake(
        "always_training",
        "In test mode the minibatch's own statistics are used. Does the layer's bn_param reach the "
        "function that does the work?",
        (CALL, CALL.replace("bn_param)", '{**bn_param, "mode": "train"})')),
    ),
    mistake(
        "averages_of_a_copy",
        "The running averages are the same after a training call as before it. Whose bn_param "
        "has learnt something: the caller's, or a copy of it?",
        (CALL, CALL.replace("bn_param)", "dict(bn_param))")),
    ),
    mistake(
        "averages_updated_twice",
        "One training call moves the running averages as far as two. How often is the layer that "
        "does the work called?",
        (CALL, f"{CALL}\n    batchnorm_forward(pixels, gamma, beta, bn_param)"),
    ),
    mistake(
        "averages_updated_in_test_mode",
        "A call in test mode changes the running averages. Only training teaches a layer anything.",
        (
            CALL,
            f"{CALL}\n"
            '    if bn_param["mode"] == "test":\n'
            '        kept = bn_param.get("momentum", 0.9)\n'
            "        now = dict(running_mean=pixels.mean(axis=0), running_var=pixels.var(axis=0))\n"
            "        for name in now:\n"
            "            bn_param[name] = kept * bn_param[name] + (1 - kept) * now[name]",
        ),
    ),
    mistake(
        "gamma_and_beta_left_out",
        "The output does not depend on gamma and beta.",
        (CALL, CALL.replace("gamma, beta", "np.ones(C), np.zeros(C)")),
    ),
    mistake(
        "gamma_and_beta_exchanged",
        "Scale and shift are exchanged: in which order does batchnorm_forward take them?",
        (CALL, CALL.replace("gamma, beta", "beta, gamma")),
    ),
    mistake(
        "x_overwritten",
        "The caller's x was overwritten with the output. Make an array of your own for the result.",
        (OUT, f"{OUT}\n    x[:] = out"),
    ),
    mistake(
        "each_pixel_by_itself",
        "Each place of the image has a mean and a variance of its own here. All places of a "
        "channel share them.",
        (
            "    normalized, cache = batchnorm_forward(pixels, gamma, beta, bn_param)\n"
            "    out = normalized.reshape(N, H, W, C).transpose(0, 3, 1, 2)",
            "    out = np.zeros_like(x)\n"
            "    for i, j in np.ndindex(H, W):\n"
            "        pixel = x[:, :, i, j]\n"
            "        out[:, :, i, j], cache = batchnorm_forward(pixel, gamma, beta, bn_param)",
        ),
    ),
]

mistake = mistakes_in("spatial_batchnorm_backward", "normalization:spatial_batchnorm_backward")
DOUT_PIXELS = "pixels = dout.transpose(0, 2, 3, 1).reshape(-1, C)"
CALL_BACK = "dpixels, dgamma, dbeta = batchnorm_backward_alt(pixels, cache)"
DX = "dx = dpixels.reshape(N, H, W, C).transpose(0, 3, 1, 2)"
IMAGE_BACKWARD = [
    mistake(
        "never_transposed",
        "The gradients of different channels got mixed: bring dout into the order of axes that the "
        "forward pass worked on.",
        (DOUT_PIXELS, "pixels = dout.reshape(-1, C)"),
        (DX, "dx = dpixels.reshape(N, C, H, W)"),
    ),
    mistake(
        "not_transposed_before",
        "dout does not have the order of axes that the forward pass worked on.",
        (DOUT_PIXELS, "pixels = dout.reshape(-1, C)"),
    ),
    mistake(
        "not_transposed_after",
        "dgamma and dbeta are right, dx is not: on the way back to images the numbers got into "
        "other places.",
        (DX, "dx = dpixels.reshape(N, C, H, W)"),
    ),
    mistake(
        "channels_last",
        "dx has its channels in the last axis. It should have the order of axes of x.",
        (DX, "dx = dpixels.reshape(N, H, W, C)"),
    ),
    mistake(
        "rows_left",
        "dx still has a row for each pixel. It should have the shape of x.",
        (DX, "dx = dpixels"),
    ),
    mistake(
        "height_and_width_exchanged",
        "Height and width were exchanged on one of the two ways.",
        (DOUT_PIXELS, "pixels = dout.transpose(0, 3, 2, 1).reshape(-1, C)"),
    ),
    mistake(
        "dgamma_and_dbeta_exchanged",
        "dgamma and dbeta are exchanged: in which order does the function you call return them?",
        (CALL_BACK, CALL_BACK.replace("dgamma, dbeta", "dbeta, dgamma")),
    ),
    mistake(
        "averaged_over_pixels",
        "dgamma and dbeta are too small by the number of pixels. Sums are asked for.",
        (CALL_BACK, f"{CALL_BACK}\n    dgamma, dbeta = dgamma / (H * W), dbeta / (H * W)"),
    ),
    mistake(
        "averaged_over_images",
        "dgamma and dbeta are too small by the number of images. The loss has taken its average "
        "already.",
        (CALL_BACK, f"{CALL_BACK}\n    dgamma, dbeta = dgamma / N, dbeta / N"),
    ),
    mistake(
        "dx_averaged_over_pixels",
        "dx is too small by the number of pixels. The layer you call has divided by all that it "
        "averaged over.",
        (DX, f"{DX} / (H * W)"),
    ),
]

IMAGES = [*IMAGE_FORWARD, *IMAGE_BACKWARD]
