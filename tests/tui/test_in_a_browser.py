"""The same screens in a browser: the token, real typing in headless Chromium, a page that closes saves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typing_bursts import STYLES, common, stages, words

from drafter.tui.web.server import let_in

pytest.importorskip("textual_serve")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRAFT = """---
period: 2023-H1
unit: MTTQ xã Đồng Mây
---

# Báo cáo thử

## I. Tình hình {#tinh-hinh}

Mở đầu.
"""
TOKEN, AUTHORITY = "s3cret", "127.0.0.1:8000"


@pytest.mark.parametrize(
    ("path", "host", "origin", "right"),
    [
        ("/s3cret/", AUTHORITY, None, True),
        ("/s3cret/ws", AUTHORITY, f"http://{AUTHORITY}", True),
        ("/s3cret/static/js/textual.js", AUTHORITY, None, True),
        ("/", AUTHORITY, None, False),
        ("/ws", AUTHORITY, f"http://{AUTHORITY}", False),
        ("/static/js/textual.js", AUTHORITY, None, False),
        ("/s3cre/", AUTHORITY, None, False),
        ("/s3cretx/ws", AUTHORITY, None, False),
        ("/s3cret/ws", AUTHORITY, "http://elsewhere.example", False),  # another page of the same browser
        ("/s3cret/", "elsewhere.example:8000", None, False),  # a name of the network that points here
        ("/s3cret/", None, None, False),
        ("/ế/", AUTHORITY, None, False),
    ],
)
def test_only_the_address_with_the_token_is_let_in(
    path: str, host: str | None, origin: str | None, right: bool
) -> None:
    assert let_in(path, host, origin, token=TOKEN, authority=AUTHORITY) is right


class Served:
    """`drafter serve` on a draft; `address` with its token."""

    def __init__(self, draft: Path) -> None:
        environment = {**os.environ, "DRAFTER_LANG": "vi", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "drafter.cli.start", "serve", str(draft)],
            stdout=subprocess.PIPE, text=True, env=environment, encoding="utf-8",
        )  # fmt: skip
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[-1]

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.md"
    path.write_text(DRAFT, "utf-8")
    return path


@pytest.fixture
def served(draft: Path) -> Iterator[Served]:
    one = Served(draft)
    yield one
    one.end()


def status(address: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_page_files_and_socket_need_the_token(served: Served) -> None:
    root = "/".join(served.address.split("/")[:3])
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # fmt: skip
    assert served.address.startswith("http://127.0.0.1:")
    assert status(served.address) == 200
    assert status(served.address + "static/js/textual.js") == 200
    for path in ("/", "/static/js/textual.js", "/own/page.js", "/download/x"):
        assert status(root + path) == 404
    assert status(root + "/ws", **upgrade) == 404
    assert status(root + "/wrong/ws", **upgrade) == 404
    assert status(served.address, Host="elsewhere.example") == 404
    assert status(served.address + "ws", Origin="http://elsewhere.example", **upgrade) == 404


def test_the_page_loads_nothing_from_the_network(served: Served) -> None:
    with urllib.request.urlopen(served.address, timeout=10) as answer:
        page, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
    assert "https://" not in page
    assert "bao-cao.md" in page  # says where the text is kept
    assert "default-src 'none'" in policy


@pytest.fixture
def page(served: Served) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1100, "height": 700})
        opened.asked = []
        opened.on("request", lambda request: opened.asked.append(request.url))
        opened.goto(served.address)
        opened.wait_for_selector("body.-first-byte", timeout=30_000)
        opened.wait_for_timeout(1500)
        opened.click("#terminal")
        opened.keyboard.press("Control+Home")
        yield opened
        browser.close()


def saved(page: Any, draft: Path) -> str:
    """Save by Ctrl+S and give back the section's text."""
    before = draft.stat().st_mtime_ns
    page.keyboard.press("Control+s")
    until = time.monotonic() + 10
    while draft.stat().st_mtime_ns == before and time.monotonic() < until:
        page.wait_for_timeout(50)
    return draft.read_text("utf-8").split("{#tinh-hinh}")[1].strip()


@pytest.mark.tool("chromium")
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
class TestChromium:
    def test_composed_letters_reach_the_file(self, page: Any, draft: Path, tmp_path: Path) -> None:
        text = words(60)
        for letter in text + " ":
            page.keyboard.insert_text(letter) if ord(letter) > 127 else page.keyboard.type(letter)
        page.screenshot(path=str(tmp_path / "page.png"))
        assert saved(page, draft) == text + " Mở đầu."
        assert (tmp_path / "page.png").stat().st_size > 10_000
        assert all(url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")) for url in page.asked)

    @pytest.mark.parametrize("style", STYLES)
    def test_backspaces_and_letters_in_bursts(self, page: Any, draft: Path, style: str) -> None:
        """UniKey, EVKey and OpenKey: backspaces, then letters, as one burst of keys."""
        text = words(40)
        for word in text.split(" "):
            shown = ""
            for stage in stages(word, style):
                same = common(shown, stage)
                for _each in shown[same:]:
                    page.keyboard.press("Backspace")
                for letter in stage[same:]:
                    page.keyboard.insert_text(letter) if ord(letter) > 127 else page.keyboard.press(letter)
                shown = stage
            page.keyboard.press(" ")
        assert saved(page, draft) == text + " Mở đầu."

    def test_an_input_method_that_composes(self, page: Any, draft: Path) -> None:
        """ibus, macOS and Windows' own Telex: a composition that grows, then is committed."""
        text = words(25)
        session = page.context.new_cdp_session(page)
        for word in text.split(" "):
            for stage in stages(word):
                session.send("Input.imeSetComposition",
                             {"text": stage, "selectionStart": len(stage), "selectionEnd": len(stage)})  # fmt: skip
            session.send("Input.insertText", {"text": word})
            page.wait_for_timeout(15)
            page.keyboard.press(" ")
        assert saved(page, draft) == text + " Mở đầu."

    def test_closing_the_page_saves_and_gives_the_lock_back(self, page: Any, draft: Path) -> None:
        from drafter import drafting

        page.keyboard.type("abc ")
        page.wait_for_timeout(300)
        page.close()
        until = time.monotonic() + 10
        while "abc Mở" not in draft.read_text("utf-8") and time.monotonic() < until:
            time.sleep(0.05)
        assert "abc Mở đầu." in draft.read_text("utf-8")
        while drafting.read_holder(draft) is not None and time.monotonic() < until:
            time.sleep(0.05)
        assert drafting.read_holder(draft) is None
