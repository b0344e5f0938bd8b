"""What files from elsewhere may not do: compute, run, grow, or reach out of the workspace."""

from __future__ import annotations

import ast
import contextlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import drafting
from drafter.cli.start import run
from drafter.drafting import sidecar
from drafter.errors import DrafterError
from drafter.shelves import outlines, phrases, templates
from tests.hardening.office import ROOT

SECRET = "Bí mật: số tài khoản của 4.321 hộ nằm ngoài thư mục."
LAST = "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2024\n\nI. KẾT QUẢ\nCó 45 hộ đăng ký.\n"


@pytest.mark.parametrize(
    "slot",
    [
        "{{ ().__class__ }}",
        "{{ x.__class__.__mro__ }}",
        "{{ x['__class__'] }}",
        "{{ x|attr('__class__') }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 'a' * 10**9 }}",
        "{{ 10**10**10 }}",
        "{{ x ~ x }}",
        "{{ 'a'|center(999999999) }}",
        "{{ '%999999999d'|format(1) }}",
        "{{ 5|round(999999999, 'ceil') }}",
        "{% for a in range(10**9) %}x{% endfor %}",
        "{% for a in x %}{% for b in x %}y{% endfor %}{% endfor %}",
        "{% for a in x recursive %}{{ loop(x) }}{% endfor %}",
        "{% set y = x %}{{ y }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "9" * 6000 + " }}",
        "{{ x.format_map }}",
        "{% if %}",
    ],
    ids=lambda slot: slot[:40],
)
def test_slots_compute_nothing(slot: str) -> None:
    with pytest.raises(DrafterError) as told:
        templates.fill(slot, {"x": "một"})
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("slot", "filled"),
    [
        ("{{ x | upper }}", "MỘT"),
        ("{{ y | default('không', true) }}", "không"),
        ("{% if y %}có{% else %}chưa{% endif %}", "chưa"),
        ("{% for one in z %}{{ one }}{% if not loop.last %}, {% endif %}{% endfor %}", "a, b"),
        ("{{ z | join('; ') }}{{ z[0] }}", "a; ba"),
    ],
)
def test_slots_still_do_what_phrases_need(slot: str, filled: str) -> None:
    assert templates.fill(slot, {"x": "một", "y": "", "z": ["a", "b"]}) == filled


def test_a_number_with_a_huge_exponent_is_printed_as_it_stands() -> None:
    assert templates.fill("{{ x | so }}", {"x": "1e999999999"}) == "1e999999999"


def _bomb() -> str:
    rows = [f"{chr(97 + n)}: &{chr(97 + n)} [{', '.join([f'*{chr(96 + n)}'] * 9) if n else 'x, x'}]" for n in range(10)]
    return "\n".join(rows) + "\n"


READERS: dict[str, Callable[[str, Path], object]] = {
    "outline": lambda text, _folder: outlines.loads(text, "a.yaml"),
    "phrases": lambda text, _folder: phrases.loads(text, "a.yaml"),
    "front matter": lambda text, _folder: drafting.write(drafting.parse(f"---\n{text}---\n# A\n", "a.md")),
    "sidecar": lambda text, folder: (
        (folder / "a.drafter.yaml").write_text(text, "utf-8"),
        sidecar.load(folder / "a.md"),
    ),
}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "id: !!python/object/apply:os.mkdir ['ngoai']\n",
        "id: !!python/object/new:pathlib.Path ['ngoai']\n",
        "id: !!python/name:os.system\n",
        _bomb(),
        "items: &a [*a]\n",
        "a: " + "[" * 3000 + "\n",
        "a: " + "{b: " * 3000 + "\n",
    ],
    ids=["apply", "new", "name", "bomb", "itself", "brackets", "braces"],
)
def test_yaml_makes_no_objects_and_does_not_grow(
    kind: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with contextlib.suppress(DrafterError):
        READERS[kind](text, tmp_path)
    assert not (tmp_path / "ngoai").exists()


# Paths
@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace beside a file that is none of its business."""
    folder = tmp_path / "vp"
    for name in ("drafts", "outlines", "phrasebank", "corpus"):
        (folder / name).mkdir(parents=True)
    (folder / "drafter.toml").write_text('[unit]\nname = "UBND xã Suối Ngàn"\n', "utf-8")
    (folder / "truoc.txt").write_text(LAST, "utf-8")
    (tmp_path / "ngoai.txt").write_text(LAST.replace("Có 45 hộ đăng ký.", SECRET), "utf-8")
    (tmp_path / "ngoai.yaml").write_text("id: ngoai\ntitle: Bí mật\nitems:\n- id: a\n  title: Kết quả\n", "utf-8")
    monkeypatch.chdir(folder)
    return folder


def drafter(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = run(["--lang", "en", *arguments])
    return status, out.getvalue()


def _draft(office: Path, **front: str) -> str:
    said = "".join(f"{key}: {value}\n" for key, value in front.items())
    text = f"---\nperiod: 2025-H1\n{said}---\n# Báo cáo\n\n## I. KẾT QUẢ {{#ket-qua}}\n\n{SECRET}\n"
    (office / "drafts" / "moi.md").write_text(text, "utf-8")
    return "drafts/moi.md"


def _outside(office: Path) -> set[str]:
    return {path.name for path in office.parent.iterdir()}


@pytest.mark.parametrize("named", ["../../ngoai.txt", "{outside}/ngoai.txt", "lien-ket.txt"])
def test_a_draft_names_no_report_outside(office: Path, named: str) -> None:
    (office / "drafts" / "lien-ket.txt").symlink_to(office.parent / "ngoai.txt")
    draft = _draft(office, previous=named.format(outside=office.parent))
    status, said = drafter("similar", draft)
    assert status == 2
    assert "--previous" in said
    assert SECRET not in said


def test_a_report_inside_and_one_the_user_named_are_followed(office: Path) -> None:
    assert drafter("similar", _draft(office, previous="../truoc.txt"))[0] == 0
    arguments = ["new", "--outline", "../ngoai.yaml", "--period", "2025-H1", "--previous", "../ngoai.txt"]
    assert drafter(*arguments, "-o", "drafts/khac.md")[0] == 0
    assert drafter("similar", "drafts/khac.md")[0] == 0
    assert drafter("check", "drafts/khac.md", "--fail-on", "never")[0] == 0


@pytest.mark.parametrize("named", ["../../ngoai.yaml", "{outside}/ngoai.yaml"])
def test_a_draft_names_no_outline_outside(office: Path, named: str) -> None:
    status, said = drafter("check", _draft(office, outline=named.format(outside=office.parent)))
    assert status == 2
    assert "outside the workspace" in said


@pytest.mark.parametrize("named", ["../..", "..", "/", "x" * 5000, "a/../../../../etc/passwd"])
def test_an_outline_that_is_no_file_is_told(office: Path, named: str) -> None:
    status, said = drafter("check", _draft(office, outline=named))
    assert status == 2
    assert said.count("drafter: ") == 1


@pytest.mark.parametrize("unit", ["../../../ngoai", "/etc", "..", "C:\\ngoai", "a/b\\c"])
def test_a_units_name_stays_a_folder_of_the_corpus(office: Path, unit: str) -> None:
    before = _outside(office)
    assert drafter("corpus", "add", "truoc.txt", "--unit", unit, "--period", "2024-H1")[0] == 0
    assert _outside(office) == before
    assert len([path for path in (office / "corpus").rglob("*.txt") if path.parent.parent == office / "corpus"]) == 1


@pytest.mark.parametrize("name", ["../../ngoai.txt", "../ngoai.txt", "{outside}/ngoai.txt"])
def test_notes_of_the_corpus_delete_and_overwrite_nothing_outside(office: Path, name: str) -> None:
    secret = office.parent / "ngoai.txt"
    kept = secret.read_bytes()
    (office / "corpus" / "a.txt").write_text(LAST, "utf-8")
    notes = {"schema": "drafter/archive/1", "files": {name.format(outside=office.parent): {"linked": True}}}
    (office / "corpus" / "archive.json").write_text(json.dumps(notes), "utf-8")
    for call in (["rebuild"], ["add", "truoc.txt"], ["remove", "corpus", "--delete", "--yes"]):
        drafter("corpus", *call)
    drafter("corpus", "remove", str(secret), "--delete", "--yes")
    assert secret.read_bytes() == kept


def test_an_index_that_claims_a_file_outside_deletes_nothing_there(office: Path) -> None:
    import sqlite3

    secret = office.parent / "ngoai.txt"
    assert drafter("corpus", "add", "truoc.txt")[0] == 0
    with contextlib.closing(sqlite3.connect(office / ".drafter" / "archive.db")) as index:
        index.execute("UPDATE report SET path = ?, linked = 0", ("corpus/../../ngoai.txt",))
        index.commit()
    drafter("corpus", "remove", "corpus", "--delete", "--yes")
    assert secret.exists()


# Programs
def _calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", sorted((ROOT / "drafter").rglob("*.py")), ids=lambda path: path.name)
def test_no_shell_no_eval_no_pickle(path: Path) -> None:
    text = path.read_text("utf-8")
    for call in _calls(path):
        name = ast.unparse(call.func)
        assert name not in (
            "eval",
            "exec",
            "os.system",
            "os.popen",
            "subprocess.getoutput",
            "pickle.loads",
            "yaml.load",
        )
        assert not any(word.arg == "shell" for word in call.keywords), f"line {call.lineno}"
        assert "extractall" not in name
    assert 'typ="unsafe"' not in text
