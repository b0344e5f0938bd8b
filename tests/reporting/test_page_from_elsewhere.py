"""A report full of scripts, in headless Chromium: the page shows them as text and runs nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drafter.checking import CheckContext, check
from drafter.extracting import extract
from drafter.model.finding import Waiver
from drafter.reading import from_text
from drafter.reporting import render
from drafter.sectioning import section

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

ATTACKS = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=2">',
    "'><svg onload='window.ran=3'>",
    "</script><script>window.ran=4</script>",
    "</style><script>window.ran=5</script>",
    "</mark></p></main><iframe srcdoc='<script>parent.ran=6</script>'></iframe>",
    '<a href="javascript:window.ran=7">bấm</a>',
    "<base href='https://ngoai.example/'>",
    '<meta http-equiv="refresh" content="0;url=javascript:window.ran=8">',
    "<style>@import 'https://ngoai.example/a.css';</style>",
    "-->]]><script>window.ran=9</script>",
    "&lt;script&gt;window.ran=10&lt;/script&gt;",
    "{{ constructor.constructor('window.ran=11')() }}",
)
NAME = '"><img src=x onerror=window.ran=20>.txt'


def _text() -> str:
    lines = ["BÁO CÁO", f"Kết quả công tác năm 2024 {ATTACKS[0]}"]
    for number, attack in enumerate(ATTACKS, 1):
        lines += [
            f"{'I' * min(number, 3)}. KẾT QUẢ {attack}",
            f"Các nghành {attack} đã mở 20 lớp {attack}, gồm 8 lớp ở thôn và 9 lớp ở trường {attack}; hòa giải, hoà giải.",
            f"Theo Quyết định số {attack}/QĐ-UBND ngày 45/13/2024 {attack} có 45/50 hộ, đạt 80%.",
        ]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    document = from_text(_text(), path=NAME)
    tree = section(document)
    context = CheckContext(document, tree, extract(document, tree), unit=ATTACKS[1])
    report = check(context)
    assert len(report.findings) > len(ATTACKS)
    waivers = [
        Waiver(one.rule, one.id, None, ATTACKS[number % len(ATTACKS)], by=ATTACKS[1])
        for number, one in enumerate(report.findings[:6])
    ]
    report = replace(
        report,
        findings=tuple(replace(one, waived=waivers[n]) if n < 6 else one for n, one in enumerate(report.findings)),
    )
    path: Path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render(report, document, tree, "html"), "utf-8")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        opened.asked = []
        opened.on("request", lambda request: opened.asked.append(request.url))
        opened.on("dialog", lambda dialog: (opened.asked.append("dialog"), dialog.dismiss()))
        opened.goto(path.as_uri())
        opened.wait_for_timeout(300)
        yield opened
        browser.close()


def test_nothing_ran_and_nothing_was_asked(page: Any) -> None:
    assert page.evaluate("window.ran") is None
    assert [url for url in page.asked if not url.startswith("file:")] == []


@pytest.mark.parametrize(
    "made", ["img", "iframe", "svg", "base", "a[href^=javascript]", "[onerror]", "[onload]", "object"]
)
def test_no_element_came_of_the_text(page: Any, made: str) -> None:
    assert page.query_selector_all(made) == []


def test_only_the_pages_own_script_and_style(page: Any) -> None:
    assert len(page.query_selector_all("script")) == 1
    assert len(page.query_selector_all("style")) == 1


def test_the_attacks_stand_there_as_text(page: Any) -> None:
    said = page.inner_text("main") if page.query_selector("main") else page.inner_text("body")
    for attack in ATTACKS[:5]:
        assert attack in said
    assert "onerror=window.ran=20" in page.title() + page.inner_text("body")
