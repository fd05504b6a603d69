"""nbgrader's formgrader in a headless Chromium, used as a grader does."""

from contextlib import contextmanager
from pathlib import Path

from jupyterlab_page import READY, TOKEN, server
from playwright.sync_api import Browser, Page, expect


@contextmanager
def formgrader(browser: Browser, course: Path, home: Path):
    """Run a server on a course, where nbgrader's extension is on; yield a FormgraderPage."""
    home.mkdir()
    with server("jupyter_server", course, home, {}) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(READY)
        page.goto(f"{address}/formgrader/gradebook?token={TOKEN}")
        yield FormgraderPage(page, address)
        page.close()


class FormgraderPage:
    """Formgrader, open in a browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open_class(self, lab: str) -> dict[str, list[str]]:
        """Open a lab's submissions, names shown; return the cells of each student's row."""
        self.page.goto(f"{self.address}/formgrader/gradebook/{lab}/{lab}")
        expect(self.page.locator("td.name a").first).to_be_attached()
        self.page.get_by_role("button", name="Show All Names").click()
        rows = {}
        for row in self.page.locator("tbody tr").all():
            cells = [cell.inner_text().strip() for cell in row.locator("td").all()]
            waits = row.locator("td.needs-manual-grade .glyphicon-ok").count() > 0
            rows[cells[1]] = [*cells[2:5], "waits" if waits else ""]
        return rows

    def open_submission(self, student: str) -> None:
        """Open a student's submission from the table of the class."""
        self.page.get_by_role("link", name=student, exact=True).click()
        expect(self.page.locator(".nbgrader_cell").first).to_be_visible()

    def panel(self, question: str):
        """Return the frame round a question's cell."""
        return self.page.locator(".nbgrader_cell").filter(has=self.page.locator(f"#{question}"))

    def grade(self, question: str, points: str, comment: str) -> None:
        """Type a grade and a comment, and wait until nbgrader has them."""
        for field, text in ((f"#{question}", points), (f"#{question}-comment", comment)):
            with self.page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
                self.page.locator(field).fill(text)
                self.page.keyboard.press("Tab")
            assert saved.value.ok

    def photograph(self, path: Path) -> None:
        """Write a picture of what is shown."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)
