"""Questions on modules."""

from autograder.lab import SHAPES, Case, Questions
from labs.autograd.cases import fill, tensor

questions = Questions()


@questions.add(
    "affine",
    title="An affine layer",
    function="modules:Affine.forward",
    properties={"out": 16, "gradient of the weight": 4, SHAPES: 4},
    cases=[
        Case("3 examples", n=3, d=4, m=2, public=True),
        Case("one example", n=1, d=5, m=3),
    ],
    next_steps={"out": "Print the shapes of x, the weight and the result."},
)
def affine(code, case):
    layer = code.modules.Affine(case.d, case.m)
    fill(code, case, layer, (case.d, case.m), (case.m,))
    out = layer(tensor(code, case.randn(case.n, case.d)))
    out.sum().backward()
    return {"out": out, "gradient of the weight": layer.weight.grad}


@questions.add(
    "two_layers",
    title="Two layers",
    function="modules:TwoLayers.forward",
    properties={"scores": 20},
    cases=[
        Case("3 examples", n=3, d=4, h=5, c=3, public=True),
        Case("8 examples", n=8, d=6, h=4, c=2),
    ],
    next_steps={"scores": "What comes between the layers, and what after the second?"},
)
def two_layers(code, case):
    model = code.modules.TwoLayers(case.d, case.h, case.c)
    fill(code, case, model.first, (case.h, case.d), (case.h,))
    fill(code, case, model.second, (case.c, case.h), (case.c,))
    return {"scores": model(tensor(code, case.randn(case.n, case.d)))}
