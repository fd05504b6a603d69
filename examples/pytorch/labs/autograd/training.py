"""Questions on training and gradients."""

from autograder.lab import UNCHANGED, Case, Questions
from labs.autograd.cases import fill, tensor

questions = Questions()


@questions.add(
    "train_step",
    title="A step of training",
    function="training:train_step",
    properties={"first loss": 8, "second loss": 8, "weight": 8},
    cases=[
        Case("two steps", n=4, d=3, c=3, public=True),
        Case("two steps on other data", n=6, d=2, c=2),
    ],
    next_steps={
        "first loss": "Is the loss that of the batch before the step?",
        "second loss": "What is left in the gradients from the step before?",
    },
)
def train_step(code, case):
    model = code.apply("torch.nn:Linear", case.d, case.c)
    fill(code, case, model, (case.c, case.d), (case.c,))
    optimizer = code.apply("torch.optim:SGD", model.parameters(), 0.1)
    x = tensor(code, case.randn(case.n, case.d))
    y = tensor(code, case.labels(case.n, case.c), "int64")
    first = code.training.train_step(model, optimizer, x, y)
    second = code.training.train_step(model, optimizer, x, y)
    return {"first loss": first, "second loss": second, "weight": model.weight}


@questions.add(
    "autograd_gradient",
    title="A gradient by automatic differentiation",
    function="training:autograd_gradient",
    properties={"gradient": 14, UNCHANGED: 2},
    cases=[
        Case("a bowl", function="bowl", d=4, public=True),
        Case("waves", function="waves", d=5),
    ],
    next_steps={"gradient": "Which tensors does PyTorch keep gradients of?"},
)
def autograd_gradient(code, case):
    x = tensor(code, case.randn(case.d), "float64")
    code.watch_made(x=x)
    function = getattr(code.functions, case.function)
    return {"gradient": code.training.autograd_gradient(function, x)}


@questions.add(
    "numerical_gradient",
    title="The same by central differences",
    function="training:numerical_gradient",
    properties={"gradient": 14, UNCHANGED: 2},
    cases=[
        Case("a bowl", function="bowl", d=4, public=True),
        Case("waves", function="waves", d=5),
    ],
    next_steps={"gradient": "What does your function give for the bowl at x = (1, 0)?"},
)
def numerical_gradient(code, case):
    x = tensor(code, case.randn(case.d), "float64")
    code.watch_made(x=x)
    function = getattr(code.functions, case.function)
    return {"gradient": code.training.numerical_gradient(function, x)}
