"""What a grader is shown of a student's notebook: nothing that fetches, leads away or covers."""

import base64
import io
import os
import resource
import time

import nbformat
import pytest
from fake_course import PNG
from hostile_markup import ATTACKS
from nbconvert import HTMLExporter

from autograder.grading.apart import TooCostly, apart
from autograder.reporting.harmless import is_harmless
from autograder.reporting.submitted_notebook import MAX_TEXT, ReleasedCell, clean, read

pytest_plugins = ("browser_fixtures",)

HARMLESS = [
    "plain & simple",
    "<p>a <em>word</em></p>",
    '<a href="#part">below</a>',
    f'<img src="data:image/png;base64,{PNG}" alt="a plot">',
    '<div class="highlight"><pre><span class="k">def</span></pre></div>',
    '<td style="text-align: right; padding: 2px 4px;">1</td>',
    '<span style="color:#c00;background-color:rgb(1, 2, 3);font-size:12px">red</span>',
    '<table border="1"><tr><td colspan="2" style="border:1px solid red">x</td></tr></table>',
]
HARMFUL = [
    '<img src="//host/x.png">',
    '<img src="/logout">',
    '<img src="x.png">',
    '<img src="https://host/x.png">',
    '<img src="attachment:x.png">',
    '<img src="data:image/svg+xml;base64,AA">',
    '<a href="/logout">x</a>',
    '<a href="https://host">x</a>',
    '<a href="//host">x</a>',
    '<a href=" #x">x</a>',
    '<a href="javascript:1">x</a>',
    '<div class="navbar-fixed-top">x</div>',
    '<div class="row">x</div>',
    '<div class="k modal">x</div>',
    '<p style="margin:-999px">x</p>',
    '<p style="margin-top: -1px">x</p>',
    '<p style="position:fixed">x</p>',
    '<p style="padding:9999px">x</p>',
    '<p style="width:99999px">x</p>',
    '<p style="font-size:999px">x</p>',
    '<p style="line-height:0">x</p>',
    '<p style="background:url(//host)">x</p>',
    '<p style="color:red;;background:url(x)">x</p>',
    '<p style="color:r\\65 d">x</p>',
    '<p style="color:/**/red">x</p>',
    '<p style="float:left">x</p>',
    '<img width="9999" src="data:image/png;base64,AA">',
    '<p onclick="x">x</p>',
    "<p style='color:red' style='position:fixed'>x</p>",
    "<script>x</script>",
    "<style>p{}</style>",
    "<form action=x>",
    "<iframe>",
    "<input>",
    "<math>",
    "<svg>",
    "<!-- x -->",
    "<P>x</P>",
    "<p\n\nid=x>",
    "<",
]


@pytest.mark.parametrize("html", HARMLESS)
def test_text_tables_code_and_pictures_are_shown(html):
    assert is_harmless(html)


@pytest.mark.parametrize("html", HARMFUL)
def test_what_fetches_leads_away_or_leaves_its_box_is_not(html):
    assert not is_harmless(html)


@pytest.mark.parametrize(
    "part",
    [" ", "a", "color:red;", "color :", "<p ", '<p id="a"', '<p style="', "&", ";", "\n", '"', "'"],
)
def test_the_time_is_linear_in_the_text(part):
    """Twice as much text takes twice as long, and not four times."""
    seconds = []
    for size in (2**16, 2**19):
        html = f'<p style="{part * (size // len(part))}">'
        other = "<p" + part * (size // len(part)) + ">"
        start = time.thread_time()
        is_harmless(html)
        is_harmless(other)
        seconds.append(time.thread_time() - start)
    assert seconds[1] < 24 * max(seconds[0], 0.004)


# -------------------------------------------------------------------------------- notebooks


def cleaned(source, released=(), **attached):
    """Return what becomes of a Markdown cell."""
    cell = nbformat.v4.new_markdown_cell(source)
    if attached:
        cell.attachments = {f"{name}.png": {"image/png": data} for name, data in attached.items()}
    notebook = nbformat.v4.new_notebook(cells=[cell])
    clean(notebook, released)
    nbformat.validate(notebook)
    return notebook.cells[0].source


def shown(*sources, outputs=()):
    """Return the page that nbconvert makes of cleaned cells."""
    cells = [nbformat.v4.new_markdown_cell(source) for source in sources]
    cells += [nbformat.v4.new_code_cell("x", outputs=[output]) for output in outputs]
    notebook = nbformat.v4.new_notebook(cells=cells)
    clean(notebook)
    exporter = HTMLExporter(template_name="basic")
    return exporter.from_notebook_node(notebook)[0]


@pytest.mark.parametrize(
    "source",
    [
        "Plain *words*, and `code`.",
        "Mathematics $a_1 * b_2$ stays:\n\n$$\\frac{x}{y}$$",
        "# A heading\n\n- a list\n\n```python\ndef f(x):\n    return x\n```",
        "| a | b |\n| --- | ---: |\n| 1 | 2 |",
    ],
)
def test_what_students_write_stays_as_they_typed_it(source):
    assert cleaned(source) == source


def test_links_become_text_and_mathematics_stays():
    source = cleaned("See [the *notes*](https://cs231n.github.io/x) on $a_1 < b_1$.\n\n$$x_1$$")
    assert "the <em>notes</em> (https://cs231n.github.io/x)" in source
    assert "$a_1 &lt; b_1$" in source and "$$x_1$$" in source
    assert "href" not in source


def test_an_address_that_was_typed_is_text():
    assert "<a" not in shown("https://host/x and <https://host/y> and www.host.org")


def test_code_beside_a_link_keeps_its_lines():
    page = shown("[x](/y)\n\n```\na\n\n  b\n```")
    assert "a\n\n  b" in page.replace("&#10;", "\n")


def test_a_text_that_looks_like_a_link_once_it_is_html_is_not_one():
    source = (
        "[x](/y) `[a](/logout)` \\[a\\](/logout) &#91;a](/logout) `![](//host)` `<img src=//h>`"
    )
    page = shown(source, f"$$\n[a](/logout)\n$$ {source}", f"$$x$$\n\n{source}\n\n$$ [a](/b) $$")
    assert 'href="/' not in page and "<img" not in page


def test_attached_pictures_are_part_of_what_is_shown():
    source = cleaned("![a plot](attachment:a.png) [x](https://host)", a=PNG)
    assert f'src="data:image/png;base64,{PNG}"' in source and "href" not in source
    assert cleaned("![a plot](attachment:a.png)", a=PNG) == "![a plot](attachment:a.png)"


def test_pictures_from_elsewhere_become_their_description():
    source = cleaned("![a cat](//host/cat.png) ![](/logout)")
    assert "[a cat: //host/cat.png]" in source and "<img" not in source


def test_raw_html_with_an_address_is_shown_as_typed():
    assert cleaned('<img src="/logout">') == '    <img src="/logout">\n'


def test_a_released_cell_that_nobody_changed_stays_as_it_is():
    """Its checksum tells nbgrader that nothing was written."""
    text = "Write here. See [the notes](https://cs231n.github.io)."
    known = ReleasedCell("study", "markdown", text, {"grade": True, "solution": True})
    assert cleaned(text, [known]) == text
    assert "href" not in cleaned(f"{text} My answer.", [known])


def test_ten_outputs_of_spaces_take_no_time():
    """13 seconds for 190 kB, before."""
    html = f'<p style="color:{" " * (MAX_TEXT - 30)}x(">a</p>'
    outputs = [nbformat.v4.new_output("display_data", data={"text/html": html})] * 10
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=outputs)])
    start = time.thread_time()
    clean(notebook)
    assert time.thread_time() - start < 1


@pytest.mark.parametrize("template", ["classic", "lab"])
def test_in_a_browser_nothing_is_asked_for_and_nothing_leaves_its_place(
    browser, tmp_path, template
):
    cells = [nbformat.v4.new_markdown_cell(source) for source in ATTACKS]
    cells += [nbformat.v4.new_markdown_cell(f"$x$ {source}") for source in ATTACKS]
    outputs = [nbformat.v4.new_output("display_data", data={"text/html": s}) for s in ATTACKS]
    cells.append(nbformat.v4.new_code_cell("x", outputs=outputs))
    notebook = nbformat.v4.new_notebook(cells=cells)
    clean(notebook)
    exporter = HTMLExporter(template_name=template, mathjax_url="", require_js_url="")
    exporter.jquery_url = exporter.mermaid_js_url = ""
    page_file = tmp_path / "page.html"
    page_file.write_text(exporter.from_notebook_node(notebook)[0], "utf-8")
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    page.wait_for_timeout(500)
    body = page.locator("body")
    foreign = [url for url in asked if "127.0.0.1:1" in url or "logout" in url]
    assert foreign == []
    inside = "e => [...e.querySelectorAll('a')].map(a => a.getAttribute('href'))"
    assert [href for href in body.evaluate(inside) if href and not href.startswith("#")] == []
    covering = """e => [...e.querySelectorAll('*')].filter(
        x => ['fixed', 'sticky'].includes(getComputedStyle(x).position)
             && x.textContent.includes('COVER')).length"""
    assert body.evaluate(covering) == 0
    page.close()


def test_a_picture_that_is_none_is_left_out():
    data = base64.b64encode(b"\x89PNG no").decode()
    assert "img" not in shown(
        outputs=[nbformat.v4.new_output("display_data", data={"image/png": data})]
    )


def test_a_notebook_that_cannot_be_read_is_said_so():
    assert "could not be read" in read(io.StringIO("[" * 100_000)).cells[0].source


@pytest.mark.parametrize(
    "text",
    [
        '{"cells": [' + "[]," * 6_000_000 + "[]]}",
        '{"cells": [' + '{"cell_type":"raw","source":""},' * 600_000 + "{}]}",
    ],
)
def test_a_notebook_of_many_small_things_costs_this_process_nothing(text):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    notebook = read(io.StringIO(text))
    assert len(notebook.cells) <= 1000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


def test_work_that_is_done_apart_has_its_memory_and_time_and_nothing_else():
    assert apart(lambda content: content.upper(), b"abc") == b"ABC"
    for work in (
        lambda _: bytes(2**29),
        lambda _: time.sleep(60),
        lambda _: os.fork() and b"forked",
        lambda _: open("/tmp/x", "wb").write(b"x") and b"written",
        lambda _: os._exit(0),
        lambda _: 1 / 0,
    ):
        start = time.monotonic()
        with pytest.raises(TooCostly):
            apart(work, b"", seconds=2.0)
        assert time.monotonic() - start < 10
