"""Mistakes students make in this lab: each an edit of the reference, and a hint."""

from autograder.misconception import mistakes_in

affine = mistakes_in("affine", "modules:Affine.forward")
two_layers = mistakes_in("two_layers", "modules:TwoLayers.forward")
train_step = mistakes_in("train_step", "training:train_step")
autograd = mistakes_in("autograd_gradient", "training:autograd_gradient")
numerical = mistakes_in("numerical_gradient", "training:numerical_gradient")

bank = [
    affine(
        "no_bias",
        "The biases are missing. What does the layer give where all inputs are 0?",
        ("out = x @ self.weight + self.bias", "out = x @ self.weight"),
    ),
    affine(
        "cut_off",
        "The result does not know where it came from. What does detach() take away?",
        ("out = x @ self.weight + self.bias", "out = (x @ self.weight.detach() + self.bias)"),
    ),
    two_layers(
        "no_relu",
        "Nothing comes between the layers. What are two linear layers without one?",
        ("torch.relu(self.first(x))", "self.first(x)"),
    ),
    two_layers(
        "relu_at_the_end",
        "No score is negative. What comes after the last layer?",
        ("scores = self.second(hidden)", "scores = torch.relu(self.second(hidden))"),
    ),
    train_step(
        "gradients_add_up",
        "The second step goes too far. What does backward() do with gradients that are there?",
        ("optimizer.zero_grad()", "optimizer.zero_grad"),
    ),
    train_step(
        "no_step",
        "The loss stays the same from step to step. Who changes the parameters?",
        ("optimizer.step()", "optimizer.step"),
    ),
    train_step(
        "sum_of_the_batch",
        "The loss grows with the batch. What is asked for, the sum or the mean?",
        (
            "functional.cross_entropy(model(x), y)",
            'functional.cross_entropy(model(x), y, reduction="sum")',
        ),
    ),
    autograd(
        "twice",
        "The gradient is twice as large. How often is the function counted?",
        ("torch.autograd.grad(f(point), point)", "torch.autograd.grad(2 * f(point), point)"),
    ),
    numerical(
        "forward_only",
        "Differences to one side are less exact. Where is the middle of the two points?",
        ("(f(up) - f(down)) / (2 * step)", "(f(up) - f(x)) / step"),
    ),
    numerical(
        "not_halved",
        "The gradient is twice as large. How far apart are the two points?",
        ("(f(up) - f(down)) / (2 * step)", "(f(up) - f(down)) / step"),
    ),
]
