"""Makes the README's picture from the real program: `python -m tests.tools.pictures [--lang vi|en]`."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from drafter import messages
from drafter.pipeline.demo import make_demo
from drafter.pipeline.desk import open_desk
from drafter.tui import screenshot

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / ".github" / "drafter.svg"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=messages.LANGUAGES, default="vi")
    parser.add_argument("--output", type=Path, default=PICTURE)
    wishes = parser.parse_args(arguments)
    messages.set_language(wishes.lang)
    with tempfile.TemporaryDirectory() as folder:
        demo = make_demo(Path(folder))
        desk = open_desk(demo.draft, demo.workspace)
        screenshot(desk, 150, 32, wishes.output)
        desk.close()
    # The picture fetches nothing: fonts are the reader's own.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", wishes.output.read_text("utf-8"), flags=re.DOTALL)
    wishes.output.write_text(picture, "utf-8")
    print(wishes.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
