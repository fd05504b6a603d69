"""Other ways to write an expression: the first gives the same, the others are mistakes people make.

{l} and {r} are the operands, {a} and {b} the arguments of a call, {all} its arguments as they are
written, {np} the name of NumPy. Which of them really gives the same is found out by running it.
"""

import ast

FORMS = {
    ast.Add: ("{l} - (-{r})", "{l} - {r}", "-({l} + {r})", "-{l} - (-{r})", "{r} - {l}"),
    ast.Sub: ("-({r} - {l})", "{r} - {l}", "{l} + {r}", "-{l} - {r}", "-{r} - {l}"),
    ast.Mult: (
        *("{np}.multiply({l}, {r})", "{l} @ {r}", "{np}.dot({r}, {l})", "{np}.outer({l}, {r})"),
        *("{l} + {r}", "{l} / {r}", "{r} - {l}", "{r} ** {l}"),
    ),
    ast.Div: ("{l} * (1 / {r})", "{r} / {l}", "{l} * {r}", "(1 / {l}) * {r}", "{l} - {r}"),
    ast.FloorDiv: ("int({l} / {r})", "{l} / {r}", "{l} % {r}", "{r} // {l}", "{l} * {r}"),
    ast.Mod: ("{l} - {l} // {r} * {r}", "{l} // {r}", "{r} % {l}", "{l} / {r}", "{l} - {r}"),
    ast.MatMult: ("({r}.T @ {l}.T).T", "{r} @ {l}", "{l} * {r}", "{r}.T @ {l}", "{r} @ {l}.T"),
}
WITHOUT_NUMPY = {ast.Mult: ("{r} * {l}", "{l} / {r}", "{l} + {r}", "{l} - {r}", "{l} ** {r}")}
SQUARE = ("{l} * {l}", "2 * {l}", "{l} + {l}", "2 ** {l}", "{l} / 2")
COMPARED = {
    ast.Gt: ("{r} < {l}", "{l} < {r}", "{l} == {r}", "{r} > {l}", "{l} != {r}"),
    ast.Lt: ("{r} > {l}", "{l} > {r}", "{l} == {r}", "{r} < {l}", "{l} != {r}"),
    ast.GtE: ("{r} <= {l}", "{l} <= {r}", "{l} == {r}", "{l} != {r}", "{r} > {l}"),
    ast.LtE: ("{r} >= {l}", "{l} >= {r}", "{l} == {r}", "{l} != {r}", "{r} < {l}"),
    ast.Eq: ("not {l} != {r}", "{l} != {r}", "{l} > {r}", "{l} < {r}", "not {l} == {r}"),
    ast.NotEq: ("not {l} == {r}", "{l} == {r}", "{l} > {r}", "{l} < {r}", "not {l} != {r}"),
    ast.Is: ("not ({l} is not {r})", "{l} is not {r}", "not ({l} is {r})", "True", "False"),
    ast.IsNot: ("not ({l} is {r})", "{l} is {r}", "not ({l} is not {r})", "True", "False"),
}
TRANSPOSED = ("{np}.transpose({a})", "{a}", "{a}[::-1]", "{a}.ravel()", "-{a}")
DOT = ("{l} @ {r}", "{r} @ {l}", "{l} * {r}", "{r}.T @ {l}.T", "{l} + {r}")
CALLS = {
    "maximum": (
        *("{np}.where({a} > {b}, {a}, {b})", "{np}.minimum({a}, {b})", "{np}.abs({a})"),
        *("{np}.where({a} > {b}, {b}, {a})", "{a} * ({a} < {b})"),
    ),
    "sum": ("{np}.sum({all})", "{np}.mean({all})", "{np}.max({all})", "{np}.prod({all})", "{a}"),
    "mean": ("{np}.mean({all})", "{np}.sum({all})", "{np}.std({all})", "{np}.max({all})", "{a}"),
    "exp": ("{np}.e ** {a}", "{a} ** {np}.e", "{np}.log({a})", "{np}.exp(-{a})", "{a} * {np}.e"),
    "log": ("-{np}.log(1 / {a})", "{np}.exp({a})", "{np}.log(-{a})", "1 / {np}.log({a})", "{a}"),
    "sqrt": ("{a} ** 0.5", "{a} / 2", "{a} ** 2", "1 / {a} ** 0.5", "{np}.log({a})"),
    "dot": DOT,
    "reshape": ("{np}.reshape({all})", "{a}.T", "{a}.ravel()", "{np}.squeeze({a})", "{a}[0]"),
    "zeros": ("0 * {np}.ones({all})", "{np}.ones({all})", "{np}.zeros(1)", "None", "0"),
    "zeros_like": ("0 * {a}", "{np}.ones_like({a})", "{np}.zeros(1)", "None", "{a} + 1"),
    "range": ("range(0, {a})", "range(1, {a})", "range({a} - 1)", "range({a} + 1)", "range(0)"),
    "abs": ("{np}.sqrt({a} ** 2)", "{a}", "-{a}", "{a} ** 2", "{np}.sign({a})"),
}
