"""A workspace with work in it, and every command that writes in one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.workspace import shipped_data

ROOT = Path(__file__).resolve().parents[2]
GUARDS = Path(__file__).parent / "guards"
UNIT = "mttq-xa-suoi-ngan"
OUTLINE = "mttq-xa-6-thang"
LETTER = """ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH
Số: 12/MTTQ-BTT

ĐỀ CƯƠNG BÁO CÁO
Kết quả công tác Mặt trận 6 tháng đầu năm 2025

I. TÌNH HÌNH CHUNG
- Thuận lợi, khó khăn (nêu rõ số hộ, số khẩu)
II. KẾT QUẢ
1. Tuyên truyền, vận động
- Số buổi tuyên truyền, số lượt người nghe
2. Giám sát, phản biện xã hội (nếu có)
III. NHIỆM VỤ 6 THÁNG CUỐI NĂM 2025
"""
WRONG = "BÁO CÁO\nKết quả công tác năm 2024\n\nI. KẾT QUẢ\nCó 45/50 hộ đăng ký,  đạt 80%.\n"


@dataclass(frozen=True)
class Command:
    """A call that writes. `arguments` are made from the office's folder, because ids differ from office to office."""

    name: str
    arguments: Callable[[Path], Sequence[str]]


def run(
    folder: Path,
    arguments: Sequence[str],
    *,
    guard: str | None = None,
    as_owner: bool = False,
    timeout: float = 120,
) -> subprocess.CompletedProcess[str]:
    """One `drafter` command in a process of its own; `as_owner` without root's right to write what may not be written."""
    wrapped = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if as_owner and os.geteuid() == 0 else []
    return subprocess.run(
        [*wrapped, *program(arguments)],
        cwd=folder,
        env=environment(guard),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def program(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "drafter.cli.start", "--lang", "en", *arguments]


def environment(guard: str | None = None) -> Mapping[str, str]:
    paths = [str(ROOT), *([str(GUARDS / guard)] if guard else [])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def build(folder: Path) -> Path:
    """An office in the middle of its work: settings, past reports, a draft with its ledger, an assembled report."""
    folder.mkdir(parents=True, exist_ok=True)
    _must(folder, ["init", "--unit", "Ủy ban MTTQ Việt Nam xã Suối Ngàn"])
    incoming = folder / "den"
    incoming.mkdir()
    for name in ("2023-H1.docx", "2024-H1.docx", "2024-H1.txt"):
        shutil.copy(shipped_data() / "corpus" / UNIT / name, incoming / name)
    (folder / "de-cuong.txt").write_text(LETTER, "utf-8")
    (folder / "sai.txt").write_text(WRONG, "utf-8")
    _must(folder, ["corpus", "add", "den/2023-H1.docx"])
    _must(folder, new_draft("drafts/moi.md"))
    _must(folder, ["assemble", "drafts/moi.md", "-o", "bao-cao.docx"])
    _edit(folder / "bao-cao.docx")
    _must(folder, ["figures", "drafts/moi.md", "export", "so-lieu.csv"])
    _fill(folder / "so-lieu.csv")
    return folder


def new_draft(target: str) -> list[str]:
    return [
        "new",
        "--outline",
        OUTLINE,
        "--period",
        "2025-H1",
        "--previous",
        "den/2024-H1.docx",
        "-o",
        target,
        "--force",
    ]


def _must(folder: Path, arguments: Sequence[str]) -> None:
    done = run(folder, arguments)
    assert done.returncode == 0, (arguments, done.stderr)


def _edit(report: Path) -> None:
    """A leader's word in the assembled report."""
    from docx import Document

    document = Document(str(report))
    paragraph = next(one for one in document.paragraphs if len(one.text) > 120)
    paragraph.runs[-1].text += " Đã thống nhất với Đảng ủy xã."
    document.save(str(report))


def _fill(sheet: Path) -> None:
    """The first two figures get a new value."""
    head, *rows = sheet.read_text("utf-8-sig").splitlines()
    columns = head.split(",")
    filled = []
    for number, row in enumerate(rows):
        cells = row.split(",")
        if number < 2 and len(cells) == len(columns):
            cells[5] = "77"
        filled.append(",".join(cells))
    sheet.write_text("\n".join([head, *filled]) + "\n", "utf-8-sig")


def figure_ids(folder: Path, draft: str = "drafts/moi.md") -> list[str]:
    shape = json.loads(run(folder, ["figures", draft, "--format", "json"]).stdout)
    return [figure["id"] for figure in shape["figures"] if figure["state"] == "unconfirmed"]


def _finding(folder: Path) -> str:
    shape = json.loads(run(folder, ["check", "sai.txt", "--format", "json"]).stdout)
    return str(shape["findings"][0]["id"])


def _fixed(*arguments: str) -> Callable[[Path], Sequence[str]]:
    return lambda _folder: arguments


# Every command that writes a file of a person's, or the archive.
COMMANDS: tuple[Command, ...] = (
    Command("init", _fixed("init", "moi")),
    Command("outline import", _fixed("outline", "import", "de-cuong.txt", "-o", "outlines/moi.yaml", "--force")),
    Command("new", lambda _folder: new_draft("drafts/khac.md")),
    Command("new --force", lambda _folder: new_draft("drafts/moi.md")),
    Command("confirm", lambda folder: ["confirm", "drafts/moi.md", figure_ids(folder)[0], "--value", "99"]),
    Command("figures export", _fixed("figures", "drafts/moi.md", "export", "moi.xlsx", "--force")),
    Command("figures import", _fixed("figures", "drafts/moi.md", "import", "so-lieu.csv", "--yes")),
    Command("waive", lambda folder: ["waive", "sai.txt", _finding(folder), "--reason", "số sơ bộ"]),
    Command("check --fix", _fixed("check", "sai.txt", "--fix", "-o", "dung.txt", "--force", "--fail-on", "never")),
    Command("check html", _fixed("check", "den", "--format", "html", "-o", "trang", "--force", "--fail-on", "never")),
    Command(
        "check docx",
        _fixed("check", "bao-cao.docx", "--format", "docx", "-o", "chu-thich.docx", "--force", "--fail-on", "never"),
    ),
    Command("assemble", _fixed("assemble", "drafts/moi.md", "-o", "bao-cao.docx", "--force")),
    Command("assemble --packet", _fixed("assemble", "drafts/moi.md", "-o", "goi.docx", "--packet", "--force")),
    Command("absorb", _fixed("absorb", "bao-cao.docx", "drafts/moi.md", "--accept", "all")),
    Command("template new", _fixed("template", "new", "-o", "khung.docx", "--force")),
    Command("corpus add", _fixed("corpus", "add", "den")),
    Command("corpus rebuild", _fixed("corpus", "rebuild")),
    Command(
        "collect",
        _fixed("collect", "den", "--outline", OUTLINE, "--draft", "drafts/moi.md", "-o", "th.xlsx", "--force"),
    ),
)
