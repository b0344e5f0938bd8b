"""Mutations led by coverage: `python -m tests.fuzz.commands --atheris [--seconds 60]` (needs atheris, not in any extra).

One process a target, each for an equal part of the time: what Drafter itself takes apart, text and zip. A target's exception
other than DrafterError stops it with the input, written to the temporary folder.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.slots import LAST, OUTLINE, PHRASES, SETTINGS
from tests.fuzz.spoiled import samples

DRAFT = "---\noutline: a\nperiod: 2025-H1\n---\n# A\n\n## I. B {#b}\n\nCó ⟦312⟧ hộ[^1].\n\n| a | b |\n|---|---|\n| 1 | < |\n"
SIDECAR = "waivers:\n- rule: NUM401\n  quote: a\n  section: b\n  reason: c\nstates:\n  b: done\n"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _docx(data: bytes) -> None:
    from drafter.reading import read_bytes

    read_bytes(data, path="a.docx")


def _report(data: bytes) -> None:
    from drafter.extracting import extract
    from drafter.reading import from_text
    from drafter.sectioning import section

    document = from_text(_text(data))
    extract(document, section(document))


def _draft(data: bytes) -> None:
    from drafter import drafting

    draft = drafting.parse(_text(data), "a.md")
    assert drafting.parse(drafting.write(draft), "a.md") == draft


def _outline(data: bytes) -> None:
    from drafter.shelves import outlines

    outlines.dump(outlines.loads(_text(data), "a.yaml"))


def _phrases(data: bytes) -> None:
    from drafter.shelves import phrases, templates

    for phrase in phrases.loads(_text(data), "a.yaml"):
        templates.fill(phrase.text, dict.fromkeys(templates.slots(phrase.text), "1"))


def _sidecar(data: bytes) -> None:
    from drafter.drafting import sidecar

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.drafter.yaml").write_bytes(data)
        sidecar.write(sidecar.load(Path(folder) / "a.md"))


def _settings(data: bytes) -> None:
    from drafter.workspace import load_settings

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "drafter.toml").write_bytes(data)
        load_settings(Path(folder) / "drafter.toml")


TARGETS: dict[str, tuple[Callable[[bytes], None], bytes]] = {
    "draft": (_draft, DRAFT.encode()),
    "outline": (_outline, OUTLINE.encode()),
    "phrases": (_phrases, PHRASES.encode()),
    "sidecar": (_sidecar, SIDECAR.encode()),
    "settings": (_settings, SETTINGS.encode()),
    "report": (_report, LAST.encode()),
    "docx": (_docx, samples()["sound.docx"]),
}


def main(seconds: float, seed: int) -> int:
    """Run every target; 1 where one found something."""
    try:
        import atheris  # noqa: F401
    except ImportError:
        sys.stdout.write("atheris is not installed here: pip install atheris\n")
        return 2
    each = max(5, int(seconds / len(TARGETS)))
    faults = 0
    for name in TARGETS:
        with tempfile.TemporaryDirectory() as corpus:
            (Path(corpus) / "sound").write_bytes(TARGETS[name][1])
            words = [sys.executable, "-m", "tests.fuzz.atheris_targets", name, corpus, f"-max_total_time={each}",
                     f"-seed={seed}", "-timeout=20", "-rss_limit_mb=4096",
                     f"-artifact_prefix={tempfile.gettempdir()}/drafter-{name}-"]  # fmt: skip
            done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=each + 120)
        runs = next((line[:60] for line in reversed(done.stderr.splitlines()) if line.startswith(("Done", "#"))), "")
        sys.stdout.write(f"{name:>10}: {'fine' if done.returncode == 0 else 'FAULT'}  {runs}\n")
        if done.returncode != 0:
            faults += 1
            sys.stdout.write("\n".join((done.stdout + done.stderr).splitlines()[-12:]) + "\n")
        sys.stdout.flush()
    return 1 if faults else 0


def _one(name: str, arguments: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["drafter"]):
        from drafter.errors import DrafterError

        target, sound = TARGETS[name]
        with contextlib.suppress(DrafterError):
            target(sound)  # imports what it needs, instrumented

    def tried(data: bytes) -> None:
        with contextlib.suppress(DrafterError):
            target(data)

    atheris.Setup([sys.argv[0], *arguments], tried)
    atheris.Fuzz()


if __name__ == "__main__":
    _one(sys.argv[1], sys.argv[2:])
