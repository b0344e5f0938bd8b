"""A program for tests in a real terminal: the fake desk, saved as JSON in the file named first."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fake_desk import FakeDesk

from drafter import messages
from drafter.tui import run_draft

if __name__ == "__main__":
    desk = FakeDesk(path=Path(sys.argv[1]))
    if len(sys.argv) > 2:  # one empty section to type in
        for item in desk.items:
            item.asks = ()
        desk.items[0].body = ""
    messages.set_language("vi")
    code = run_draft(desk)
    print("closed" if desk.closed else "open")
    sys.exit(code)
