"""A browser for the tests that look at pages, a plugin of those that name it."""

import os

import pytest
from jupyterlab_page import CHROMIUM_OPTIONS, READY, chromium
from playwright.sync_api import sync_playwright


@pytest.fixture
def browser():
    """Chromium, without a window; a machine without it says what to install."""
    if chromium() is None:
        message = "this test drives Chromium: install Debian's package `chromium`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=CHROMIUM_OPTIONS, timeout=READY
        )
        yield browser
        browser.close()
