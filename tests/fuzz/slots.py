"""A small office, the files of it that others may have spoiled, and the commands that read each."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.fuzz.spoiled import samples, spoiled

LAST = """ỦY BAN MTTQ VIỆT NAM
XÃ SUỐI NGÀN
Số: 12/BC-MTTQ-BTT
Suối Ngàn, ngày 10 tháng 6 năm 2024

BÁO CÁO
Kết quả công tác Mặt trận 6 tháng đầu năm 2024

I. TÌNH HÌNH CHUNG
Toàn xã có 312 hộ, trong đó 12 hộ nghèo, chiếm 3,8%.
II. KẾT QUẢ
1. Tuyên truyền, vận động
Đã mở 20 buổi cho 1.250 lượt người nghe, đạt 95,5% kế hoạch.
2. Giám sát
Ngày 05/3/2024 giám sát theo Kế hoạch số 05/KH-MTTQ được 3 cuộc.
III. NHIỆM VỤ 6 THÁNG CUỐI NĂM 2024
Tiếp tục vận động 45 hộ.

Nơi nhận:
- Lưu: VT.
"""
OUTLINE = """id: rieng
title: Báo cáo kết quả công tác Mặt trận {{ period }}
items:
- id: tinh-hinh
  title: Tình hình chung
- id: ket-qua
  title: Kết quả
  items:
  - id: tuyen-truyen
    title: Tuyên truyền, vận động
    asks:
    - text: Số buổi, số lượt người nghe
  - id: giam-sat
    title: Giám sát
- id: nhiem-vu
  title: Nhiệm vụ {{ next_period }}
"""
PHRASES = """phrases:
- id: mot
  text: 'Tổ chức {{ so_buoi | so }} buổi từ {{ bat_dau | ngay }} tại {{ noi }}.'
  sections: [ket-qua]
  use: results
"""
SETTINGS = """[unit]
name = "Ủy ban MTTQ Việt Nam xã Suối Ngàn"
place = "Suối Ngàn"
[signer]
name = "Nguyễn Văn A"
[check]
profile = "full"
[check.severity]
TIM211 = "info"
[ui]
lang = "en"
[reading]
pages = 50
"""
DRAFT = "drafts/moi.md"

# Words of the formats that a mutation puts in, by how a file's name ends.
_TRICKS = ("../../../../etc/passwd", "/etc/passwd", "\x00", "<script>", "NaN", "1e999", "9" * 40, "\ud83d", "{{", "%}")
_YAML = ("!!python/object/apply:os.system ['id']", "&a [*a, *a]", "*a", "null", "[", "{", "- ", ": ", "\t", "---\n", "? ", "|",
         "<<: *a", "2024-99-99", "{{ ().__class__ }}", "{% for a in b %}", "{{ 'a' * 10**9 }}", "true", '"\\ud800"')  # fmt: skip
_JSON = ("null", "[", "{", "}", "[" * 5000, '"\\ud800"', "-1", '"linked": true', "1e400", "Infinity")
WORDS: Mapping[str, tuple[str, ...]] = {
    ".yaml": _YAML,
    ".toml": ("[", "]", "[[check]]", "= ", '"', "'''", "1979-05-27", "inf", "[check.severity]\nX = 1\n", "-1", "true", "{}"),
    ".md": (*_YAML, "⟦", "⟧", "⟦?⟧", "<!--", "-->", "{#", "}", "# ", "## I. ", "| ", "---\n", "[^1]", "previous: "),
    ".json": _JSON,
    ".journal": (*_JSON, "\n"),
    ".csv": (",", '"', ";", "\n", "=1+1", "0" * 5000),
    ".txt": ("\n", "\u202e", "I. ", "1. ", "| ", "ngày 99 tháng 99 năm 9999", "9" * 5000 + "%", "số: /", "⟦"),
}  # fmt: skip


def tricks(name: str) -> tuple[bytes, ...]:
    return tuple(word.encode("utf-8", "surrogatepass") for word in (*_TRICKS, *WORDS.get(Path(name).suffix, ())))


@dataclass(frozen=True)
class Slot:
    """A file that may be spoiled: `seeds` are the sound contents, `calls` what reads it, `writes` what those may change.

    `FILE` in a call stands for the file's path; a call that begins with `!` is a function of `tests.fuzz.commands`.
    """

    name: str
    path: str
    seeds: Callable[[Path], Mapping[str, bytes]]
    calls: tuple[str, ...]
    writes: tuple[str, ...] = ()
    corpus: bool = False


def _own(path: str) -> Callable[[Path], Mapping[str, bytes]]:
    """The sound content is what lies in the office."""
    return lambda office: {Path(path).name: (office / path).read_bytes()}


def _documents(office: Path) -> Mapping[str, bytes]:
    """Every kind of sound document; those that need LibreOffice take seconds each and are left to the corpus."""
    return {
        **{name: data for name, data in samples().items() if not name.endswith(".rtf")},
        "last.txt": LAST.encode(),
        "report.docx": (office / "bao-cao.docx").read_bytes(),
        "draft.md": (office / DRAFT).read_bytes(),
    }


def _frames(office: Path) -> Mapping[str, bytes]:
    return {"khung.docx": (office / "khung.docx").read_bytes()}


_ON_DRAFT = (
    f"check {DRAFT} --format json",
    f"figures {DRAFT}",
    f"confirm {DRAFT} F1 --value 99",
    f"assemble {DRAFT} -o ra.docx --packet --force",
    f"similar {DRAFT}",
)
_KEPT = ("ra*", "drafts/moi.drafter.yaml", DRAFT, ".drafter/*")

SLOTS: tuple[Slot, ...] = (
    Slot(
        "document",
        "vao",
        _documents,
        (
            "read FILE --format json",
            "read FILE",
            "sections FILE",
            "extract FILE --format json",
            "match FILE --outline outlines/rieng.yaml",
            "roll FILE --to 2025-H1 --from 2024-H1",
            "roll FILE --to 2025-H1 --dry-run",
            "check FILE",
            "check FILE --format json --outline outlines/rieng.yaml --layout decree30 --all-outcomes",
            "check FILE --format html -o ra.html --force",
            "check FILE --format sarif",
            "check FILE --format github",
            "check FILE --format docx -o ra.docx --force",
            "check FILE --fix -o ra.fixed --force",
            f"check {DRAFT} --previous FILE",
            "waive FILE abcdef --reason thu",
            "outline import FILE",
            "outline import FILE -o ra.yaml --force",
            "outline import vao.txt --table FILE",
            "new --outline outlines/rieng.yaml --period 2025-H1 --previous FILE -o ra.md --force",
            "corpus add FILE",
            "corpus add --link FILE --unit ../../../ngoai --period 2024-H1",
            "collect FILE last.txt --outline outlines/rieng.yaml -o ra.csv --force",
            f"similar {DRAFT} --previous FILE",
            f"absorb FILE {DRAFT} --accept all",
            "absorb last.txt FILE",
            "assemble FILE -o ra.docx --force",
            f"assemble {DRAFT} --frame FILE -o ra.docx --force",
            "template check FILE",
            "figures FILE",
            "confirm FILE F1",
        ),
        (*_KEPT, "corpus/*", "vao.drafter.yaml"),
        corpus=True,
    ),
    Slot(
        "draft",
        DRAFT,
        _own(DRAFT),
        (*_ON_DRAFT, f"read {DRAFT}", f"assemble {DRAFT} -o ra.md --force", f"assemble {DRAFT} -o ra.docx --final --force",
         f"figures {DRAFT} export ra.csv --force", f"absorb bao-cao.docx {DRAFT} --accept all", "!desk",
         f"check {DRAFT} --format html -o ra.html --force", f"figures {DRAFT} import so-lieu.csv --yes",
         f"collect last.txt --outline outlines/rieng.yaml --draft {DRAFT}"),
        _KEPT,
    ),
    Slot(
        "outline",
        "outlines/rieng.yaml",
        _own("outlines/rieng.yaml"),
        ("outline check FILE", "outline show FILE", "outline list", "outline diff FILE mttq-xa-6-thang",
         "outline diff mttq-xa-6-thang FILE", "new --outline FILE --period 2025-H1 --previous last.txt -o ra.md --force",
         "match last.txt --outline FILE", "check last.txt --outline FILE", f"check {DRAFT}",
         f"assemble {DRAFT} -o ra.docx --force", "collect last.txt --outline FILE -o ra.xlsx --force", "!desk"),
        _KEPT,
    ),
    Slot(
        "phrasebank",
        "phrasebank/rieng.yaml",
        _own("phrasebank/rieng.yaml"),
        ("phrases check", "phrases list", "phrases search buổi", "phrases show mot",
         "phrases fill mot so_buoi=12 bat_dau=2024-06-05 noi=x", "phrases fill mot so_buoi=a", "!desk"),
    ),
    Slot("waivers", "drafts/moi.drafter.yaml", _own("drafts/moi.drafter.yaml"),
         (*_ON_DRAFT, f"waive {DRAFT} abcdef --reason thu", "!desk"), _KEPT),
    Slot("settings", "drafter.toml", _own("drafter.toml"),
         ("check last.txt", "read last.txt", "new --outline mttq-xa-6-thang --period 2025-H1 -o ra.md --force", "outline list",
          f"assemble {DRAFT} -o ra.docx --force", "phrases list", "corpus list", "doctor", "init", "!desk"),
         (*_KEPT, "outlines", "phrasebank", "corpus*", "drafts")),
    Slot("sheet", "so-lieu.csv", _own("so-lieu.csv"),
         (f"figures {DRAFT} import FILE", f"figures {DRAFT} import FILE --yes"), _KEPT),
    Slot("workbook", "so-lieu.xlsx", _own("so-lieu.xlsx"),
         (f"figures {DRAFT} import FILE", f"figures {DRAFT} import FILE --yes", "outline import last.txt --table FILE"), _KEPT),
    Slot("frame", "khung.docx", _frames,
         ("template check FILE", f"assemble {DRAFT} --frame FILE -o ra.docx --force"), _KEPT),
    Slot("choices", "chon.yaml", _own("chon.yaml"),
         ("new --outline outlines/rieng.yaml --period 2025-H1 --previous last.txt --choose FILE -o ra.md --force",), _KEPT),
    Slot("units", "don-vi.txt", _own("don-vi.txt"),
         ("collect last.txt --outline outlines/rieng.yaml --units FILE -o ra.csv --force",), _KEPT),
    Slot("archive notes", "corpus/archive.json", _own("corpus/archive.json"),
         ("corpus list", "corpus add last.txt", "corpus rebuild", "corpus remove corpus --yes --delete"),
         ("corpus/*", ".drafter/*")),
    Slot("archive index", ".drafter/archive.db", _own(".drafter/archive.db"),
         ("corpus list", "corpus search hộ nghèo", "corpus trend hộ nghèo", "corpus remove corpus --yes --delete",
          "corpus add vao.txt"), ("corpus/*", ".drafter/*")),
    Slot("facts", "du-kien.json", _own("du-kien.json"), ("facts-diff FILE FILE", "facts-diff du-kien-2.json FILE")),
    Slot("journal", "nhat-ky.journal", _own("nhat-ky.journal"), ("!journal",), (".drafter/*",)),
)  # fmt: skip


def build(folder: Path, run: Callable[[list[str]], int]) -> Path:
    """The office that every call begins from; `run` is `drafter` with the folder as its current one."""
    for name in ("drafts", "outlines", "phrasebank"):
        (folder / name).mkdir(parents=True)
    for name, text in {
        "drafter.toml": SETTINGS,
        "outlines/rieng.yaml": OUTLINE,
        "phrasebank/rieng.yaml": PHRASES,
        "last.txt": LAST,
        "vao.txt": LAST.replace("2024", "2023"),
        "chon.yaml": "tinh-hinh: keep\nket-qua: clear\n",
        "don-vi.txt": "Ủy ban MTTQ Việt Nam xã Suối Ngàn\nỦy ban MTTQ Việt Nam xã Đồng Khau\n",
    }.items():
        (folder / name).write_text(text, "utf-8")
    for call in (
        f"new --outline outlines/rieng.yaml --period 2025-H1 --previous last.txt -o {DRAFT}",
        f"assemble {DRAFT} -o bao-cao.docx",
        f"figures {DRAFT} export so-lieu.csv",
        f"figures {DRAFT} export so-lieu.xlsx",
        "template new -o khung.docx",
        "corpus add last.txt --unit xã",
    ):
        status = run(call.split())
        if status != 0:
            raise RuntimeError(f"{call}: status {status}")
    _sound_facts(folder)
    return folder


def _sound_facts(folder: Path) -> None:
    import json

    facts = {name: [] for name in ("figures", "dates", "references")}
    text = json.dumps({**facts, "figures": [{"start": 1, "text": "5 hộ", "value": "5"}]}, ensure_ascii=False)
    (folder / "du-kien.json").write_text(text, "utf-8")
    shutil.copy(folder / "du-kien.json", folder / "du-kien-2.json")
    from drafter.drafting import journal

    draft = folder / DRAFT
    text = draft.read_text("utf-8")
    kept = journal.Journal(draft, folder / ".drafter", text)
    for step in ("một", "hai", "ba"):
        text += step
        kept.record(text)
        kept.flush()
    kept.close(keep=True)
    shutil.move(kept.path, folder / "nhat-ky.journal")


def repacked(data: bytes, change: Callable[[bytes, str], bytes], pick: Callable[[list[str]], str]) -> bytes:
    """A zip package with one part changed: past the zip's own checks."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    name = pick(list(parts))
    parts[name] = change(parts[name], name)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for other, content in parts.items():
            package.writestr(zipfile.ZipInfo(other), content, zipfile.ZIP_DEFLATED)  # of no time: the same each run
    return packed.getvalue()


@cache
def corpus_of() -> dict[str, bytes]:
    """The spoiled files of the reading fuzzer and the sound ones they were made of."""
    return {**samples(), **spoiled()}
