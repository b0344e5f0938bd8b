"""The HTML page in headless Chromium: it works from a file, filters its findings, asks nothing from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from drafter.checking import CheckContext, check
from drafter.extracting import extract
from drafter.reading import from_text
from drafter.reporting import render
from drafter.sectioning import section

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

TEXT = """BÁO CÁO
Kết quả công tác năm 2024
I. KẾT QUẢ
Đã mở 20 lớp, gồm 8 lớp ở thôn và 9 lớp ở trường.
Các nghành <b>cùng</b> làm; hòa giải, hoà giải và hoá giải.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    document = from_text(TEXT)
    tree = section(document)
    report = check(CheckContext(document, tree, extract(document, tree)))
    path: Path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render(report, document, tree, "html"), "utf-8")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        asked: list[str] = []
        faults: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.goto(path.as_uri())
        opened.asked, opened.faults = asked, faults
        yield opened
        browser.close()


def cards(page: Any) -> set[str]:
    """The severities of the findings that can be seen."""
    return {card.get_attribute("data-severity") for card in page.query_selector_all("aside > div") if card.is_visible()}


def test_nothing_from_elsewhere_and_no_script_error(page: Any) -> None:
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert page.faults == []


def test_every_severity_is_there_at_first(page: Any) -> None:
    assert cards(page) == {"error", "warning", "info"}


@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_a_filter_hides_and_shows_again(page: Any, severity: str) -> None:
    box = f'input[name="severity"][value="{severity}"]'
    page.uncheck(box)
    assert severity not in cards(page)
    page.check(box)
    assert severity in cards(page)


def test_a_family_alone(page: Any) -> None:
    page.uncheck('input[name="family"][value="NUM"]')
    assert "error" not in cards(page)
    page.check('input[name="family"][value="NUM"]')


def test_marks_of_hidden_findings_lose_their_colour(page: Any) -> None:
    page.uncheck('input[name="family"][value="NUM"]')
    hidden = [mark.inner_text() for mark in page.query_selector_all("mark.hidden")]
    page.check('input[name="family"][value="NUM"]')
    assert hidden and page.query_selector_all("mark.hidden") == []


def test_on_paper_the_filters_are_gone(page: Any) -> None:
    page.emulate_media(media="print")
    seen = [box.is_visible() for box in page.query_selector_all("input[type=checkbox]")]
    page.emulate_media(media="screen")
    assert seen and not any(seen)


def test_words_of_the_report_are_text_and_no_markup(page: Any) -> None:
    assert "<b>cùng</b>" in page.inner_text("main")
