"""Words: a question, its options and its explanation as a student reads them."""

from ..language import N_, _

KINDS = {
    "array of floats": N_("an array of floats"),
    "array of whole numbers": N_("an array of whole numbers"),
    "array of booleans": N_("an array of True and False"),
    "array of other things": N_("an array of other things"),
    "float": N_("a single float"),
    "whole number": N_("a single whole number"),
    "boolean": N_("True or False"),
    "text": N_("a string"),
    "tuple": N_("a tuple"),
    "list": N_("a list"),
    "dictionary": N_("a dictionary"),
    "None": N_("None"),
    "function": N_("a function"),
    "callable": N_("an object that can be called"),
    "object": N_("an object of another class"),
}
ASKED = {
    "shape_after": N_("What is the shape of `{name}` once line {line} has run?"),
    "left_out lines": N_("Suppose lines {line} to {last} were not there. What would happen?"),
    "stops_where lines": N_(
        "Without lines {line} to {last}, the function stops with an error. In which line does it "
        "stop?"
    ),
    "shape_after return": N_("What is the shape of what line {line} returns?"),
    "value_after": N_("What is the value of `{name}` once line {line} has run?"),
    "value_after return": N_("What is the value that line {line} returns?"),
    "kind_after": N_("What is `{name}` once line {line} has run?"),
    "kind_after return": N_("What is it that line {line} returns?"),
    "first_with_shape": N_("Which of these lines is the first to store an array of shape {shape}?"),
    "times_run": N_("How often does line {line} run during this one call?"),
    "not_run": N_("Which of these lines does not run during this call?"),
    "left_out": N_("Suppose line {line} were not there. What would happen?"),
    "stops_where": N_(
        "Without line {line}, the function stops with an error. In which line does it stop?"
    ),
    "changed": N_("Suppose line {line} were the line below instead. What would happen?"),
    "shape_if_changed": N_(
        "Suppose line {line} were the line below instead. Which shape would `{name}` then have?"
    ),
    "result_if": N_(
        "Suppose line {line} were the line below instead. What would the function return?"
    ),
    "result_if argument": N_(
        "Suppose the function were called with the value below, and all else as before. What would "
        "it return?"
    ),
    "came_from": N_(
        "Line {line} reads `{name}`. Where does the value come from that it has there?"
    ),
    "equal_form": N_(
        "In line {line} stands the expression below. Which of these could take its place, with the "
        "same results?"
    ),
    "twice_as_large": N_(
        "Suppose line {line} made all numbers in `{name}` twice as large. What would become of "
        "{result}?"
    ),
    "twice_as_large number": N_(
        "Suppose line {line} made `{name}` twice as large. What would become of {result}?"
    ),
    "twice_as_large argument": N_(
        "Suppose all numbers in the argument `{name}` were twice as large. What would become of "
        "{result}?"
    ),
    "twice_as_large argument number": N_(
        "Suppose the argument `{name}` were twice as large. What would become of {result}?"
    ),
    "condition": N_("For which of these values of `{name}` is the condition in line {line} true?"),
}
RETURNED = N_("what is returned")
NUMBERED = (
    N_("the first returned value"),
    N_("the second returned value"),
    N_("the third returned value"),
    N_("the fourth returned value"),
)
OPTIONS = {
    "line": N_("line {line}"),
    "argument": N_("it came in as an argument"),
    "error": N_("the function would stop with an error"),
    "same": N_("the results would be the same"),
    "only": N_("only {names} would change"),
    "all": N_("all results would change"),
    "values": N_("{result} would have other values, and the same shape"),
    "new shape": N_("{result} would have another shape"),
    "None": N_("{result} would be None"),
    "number": N_("{result} would be another number"),
    "opposite": N_("{result} would be the opposite: True for False, or False for True"),
    "text": N_("{result} would be another string"),
    "others inside": N_("{result} would hold other values, as many as before"),
    "more or fewer": N_("{result} would hold more or fewer values"),
    "otherwise": N_("it would change in another way"),
}
TIMES = {
    "1": N_("it would stay the same"),
    "2": N_("it would be twice as large"),
    "4": N_("it would be four times as large"),
    "1/2": N_("it would be half as large"),
}
AND = N_("{names} and {last}")
SEEN = {
    "run": N_("It was run to see: this is what line {line} made of `{name}`."),
    "returned": N_("It was run to see: this is what line {line} returned."),
    "changed": N_("It was run with that change, to see."),
    "counted": N_("It was run, and counted."),
    "watched": N_("It was run, and watched line by line."),
}
SEEN_AS = {
    **dict.fromkeys(("shape_after", "value_after", "kind_after"), "run"),
    **dict.fromkeys(("left_out", "stops_where", "changed", "shape_if_changed"), "changed"),
    **dict.fromkeys(("result_if", "equal_form", "twice_as_large"), "changed"),
    **dict.fromkeys(("times_run", "not_run"), "counted"),
    **dict.fromkeys(("first_with_shape", "came_from"), "watched"),
}
CALLED_WITH = N_("It is called with {arguments}.")
ARGUMENT = N_("{name} of shape {shape}")
ARRAY = N_("{name} = {value}, an array")
HOLDER = N_("{name} ({kind} of {count})")
REASONS = {
    "not Python": N_("the file is not Python that can be read"),
    "too long": N_("it is longer, or runs longer, than a question may"),
    "nothing": N_("nothing is written in it yet"),
    "not there": N_("it is not in the file under its name"),
    "not called": N_("its run could not be watched"),
    "error": N_("it stops with an error on the input it would be asked about"),
    "time": N_("it did not end in the time a question has"),
    "lost": N_("its process ended"),
    "strange": N_("what came back of it is no question"),
    "nothing to ask": N_("there is too little in it to ask about"),
    "no input": N_("the lab has no public input for it"),
}


def question_words(question):
    """Return the sentence that asks, without the code that stands below it."""
    facts = question.facts
    key = question.template
    if facts.get("name") == "return":
        key += " return"
    elif key in ("twice_as_large", "result_if") and not facts["line"]:
        key += " argument"
    if facts.get("kind") == "float":
        key += " number"
    words = {name: value for name, value in facts.items() if type(value) in (int, str)}
    if "last" in facts and f"{key} lines" in ASKED:
        key += " lines"
    elif "last" in facts:  # what it makes is there once its last line has run
        words["line"] = facts["last"]
    if "shape" in facts:
        words["shape"] = shape_words(facts["shape"])
    if "result" in facts:
        words["result"] = result_words(facts["result"])
    return _(ASKED[key]).format(**words)


def question_code(question):
    """Return the code that a question is about beside the function, "" if there is none."""
    return question.facts.get("code", "")


def seen_words(question):
    """Return how the answer was found out, "" where nothing had to be run."""
    seen = SEEN_AS.get(question.template, "")
    if seen == "run":
        seen = "returned" if question.facts["name"] == "return" else seen
        seen = seen if question.seen else "watched"
    facts = question.facts
    line = facts.get("last", facts.get("line"))
    return _(SEEN[seen]).format(line=line, name=facts.get("name")) if seen else ""


def option_words(option, facts=None):
    """Return an option as a student reads it."""
    kind, *rest = option
    if kind == "shape":
        return shape_words(rest[0])
    if kind in ("value", "code"):
        return str(rest[0])
    if kind == "kind":
        return _(KINDS[rest[0]])
    if kind == "times":
        return _(TIMES[rest[0]])
    if kind == "line":
        return _(OPTIONS[kind]).format(line=rest[0])
    if kind == "only":
        return _(OPTIONS[kind]).format(names=in_a_row([result_words(name) for name in rest[0]]))
    return _(OPTIONS[kind]).format(result=result_words((facts or {}).get("result", "return")))


def result_words(name):
    """Return what a part of what a function gives is called."""
    if name == "return":
        return _(RETURNED)
    first, _space, number = name.partition(" ")
    if first == "value" and number.isdigit() and 1 <= int(number) <= len(NUMBERED):
        return _(NUMBERED[int(number) - 1])
    return f"`{name}`"


def in_a_row(names):
    """Return names as a list in words."""
    if len(names) == 1:
        return names[0]
    return _(AND).format(names=", ".join(names[:-1]), last=names[-1])


def shape_words(shape):
    """Return a shape as Python writes it."""
    return str(tuple(shape))


def arguments_words(question):
    """Return the sentence on what the function is called with, "" where nothing is known."""
    told = []
    for name, kind, shape, text in question.arguments:
        if shape and kind in ("tuple", "list", "dictionary"):
            told.append(_(HOLDER).format(name=name, kind=_(KINDS[kind]), count=shape[0]))
        elif shape and text is not None:
            told.append(_(ARRAY).format(name=name, value=text))
        elif shape:
            told.append(_(ARGUMENT).format(name=name, shape=shape_words(shape)))
        elif text is not None:
            told.append(f"{name} = {text}")
        elif kind != "object":
            told.append(f"{name} ({_(KINDS[kind])})")
    return _(CALLED_WITH).format(arguments=", ".join(told)) if told else ""


def reason_words(reason):
    """Return why there are no questions on a function."""
    return _(REASONS.get(reason, REASONS["nothing to ask"]))
