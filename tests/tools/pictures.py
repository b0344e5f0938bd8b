"""Makes the pictures of README and TOUR from the real program: `python -m tests.tools.pictures [--lang vi|en]`.

The desk and a figure's card as SVG, the first page of the assembled draft as PNG (through LibreOffice and pdftoppm), all
from the demo's workspace, into `.github/`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from drafter import messages
from drafter.pipeline.assembly import assemble_draft
from drafter.pipeline.demo import Demo, make_demo
from drafter.pipeline.desk import open_desk
from drafter.tui import screenshot

ROOT = Path(__file__).resolve().parents[2]
SCREENS: dict[str, tuple[str, ...]] = {
    "drafter.svg": ("f2",) * 4,
    "figure.svg": ("f2", "f2", "f2", "f8"),
}  # name → keys
PAGE = "page.png"
_RESOLUTION = 80  # dots an inch: a page of about 660 × 940, readable in a README


def draw_screens(demo: Demo, folder: Path) -> None:
    for name, keys in SCREENS.items():
        desk = open_desk(demo.draft, demo.workspace)
        screenshot(desk, 150, 32, folder / name, press=keys)
        desk.close()
        # The picture fetches nothing: fonts are the reader's own.
        picture = (folder / name).read_text("utf-8")
        (folder / name).write_text(re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL), "utf-8")


def draw_page(demo: Demo, folder: Path) -> None:
    """The assembled draft's first page. Raises RuntimeError where LibreOffice or pdftoppm is missing."""
    office, printer = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or printer is None:
        raise RuntimeError("the picture of the page needs LibreOffice (soffice) and poppler (pdftoppm)")
    with tempfile.TemporaryDirectory() as place:
        paper = Path(place) / "page.docx"
        paper.write_bytes(assemble_draft(demo.draft, demo.workspace))
        profile = f"-env:UserInstallation={(Path(place) / 'profile').as_uri()}"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", place, str(paper)]
        subprocess.run(convert, check=True, timeout=120, capture_output=True)
        draw = [printer, "-png", "-r", str(_RESOLUTION), "-f", "1", "-l", "1", "-singlefile"]
        target = folder / Path(PAGE).stem
        subprocess.run([*draw, str(paper.with_suffix(".pdf")), str(target)], check=True, timeout=60)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=messages.LANGUAGES, default="vi")
    parser.add_argument("--output", type=Path, default=ROOT / ".github", help="folder to write into")
    wishes = parser.parse_args(arguments)
    messages.set_language(wishes.lang)
    with tempfile.TemporaryDirectory() as folder:
        demo = make_demo(Path(folder))
        draw_screens(demo, wishes.output)
        draw_page(demo, wishes.output)
    for name in (*SCREENS, PAGE):
        print(wishes.output / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
