"""The report and the feedback pages in a real browser: accessible to all, and fit for a phone.

axe-core looks for what keeps people out who use a screen reader, a keyboard or strong contrast.
Pictures of the pages are left in out/screenshots/.
"""

from dataclasses import replace
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from reported_class import CLASS, LAB, result

from autograder.course import current
from autograder.reporting.feedback import write_feedback
from autograder.reporting.moved import Move
from autograder.reporting.report import write_report
from autograder.reporting.similar import Alike, Similar
from autograder.results import Property

ROOT = current().folder

pytest_plugins = ("browser_fixtures",)

PICTURES = ROOT / "out" / "screenshots"
SCREENS = {"wide_light": (1280, "light"), "phone_dark": (390, "dark")}
LONG = "a_student_id_that_goes_on_and_on_without_a_space_to_break_at@university.example.org"
MORE = (
    result(LONG, "passed", "error", isolation="none"),
    result("<b>&", "passed", score=None, message="disk full"),
    result("김민준", "carried", "failed", data="stand-in"),
)
MOVED = (Move("most", 40.0, 20.0, (("affine_backward", 10, 0),), ("another submission",)),)
SIMILAR = Similar((Alike(("most", LONG), 0.93, ("layers.py", "classifiers/fc_net.py")),), 7, 1)


def problems(browser: Browser, page: Path, name: str) -> list[str]:
    """Return what is wrong with a page, on a wide screen in light and on a phone in dark."""
    found = []
    for screen, (width, scheme) in SCREENS.items():
        view = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        view.goto(page.as_uri())
        for violation in Axe().run(view).response["violations"]:
            places = [node["html"][:120] for node in violation["nodes"][:3]]
            found.append(f"{screen}: {violation['id']}: {violation['help']}: {places}")
        wide = view.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{screen}: {wide} pixels wide on a screen of {width}")
        view.screenshot(path=PICTURES / f"{name}_{screen}.png", full_page=True)
        view.close()
    return found


def test_the_class_report_is_accessible_and_fits_a_phone(browser: Browser, tmp_path: Path) -> None:
    write_report((*CLASS, *MORE), LAB, tmp_path / "report.html", MOVED, SIMILAR)
    assert problems(browser, tmp_path / "report.html", "report") == []


def test_feedback_pages_are_accessible_and_fit_a_phone(browser: Browser, tmp_path: Path) -> None:
    part = result(LONG, "failed", "carried", "partial", "timeout", message="line\n" * 3)
    held = (Property("dx", True, 1), Property("dw", False, 1, "dw has shape (3,), expected (4,)."))
    first = replace(part.questions[0], message="x = 1 " * 60, properties=held)
    part = replace(part, questions=(first, *part.questions[1:]))
    rejected, unmarked = CLASS[-1], MORE[1]
    for name, one in {"part": part, "rejected": rejected, "unmarked": unmarked}.items():
        page = write_feedback(one, LAB, tmp_path)
        assert problems(browser, page, f"feedback_{name}") == [], name
