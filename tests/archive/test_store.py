"""One report in or out, whole or not at all."""

import sqlite3
from pathlib import Path

import pytest

from drafter.archive import Archive, CorruptArchiveError, parse_query, search
from drafter.archive.sheaf import section_words
from drafter.errors import LockedError
from tests.archive.papers import paper, record

TABLES = ("report", "passage", "figure", "date", "citation")


def put(archive: Archive, text: str, path: str = "corpus/a.txt", *, key: str = "1") -> None:
    archive.put(record(text), path=path, hash=key, size=len(text), modified=1)


def counts(archive: Archive) -> list[int]:
    return [archive.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]


def test_a_report_is_filed_with_what_it_says_of_itself(archive: Archive) -> None:
    put(archive, paper())
    (filed,) = archive.all_filed()
    assert (filed.unit, filed.period, filed.kind) == ("ỦY BAN MTTQ VIỆT NAM XÃ NẬM KHAO", "2023-H1", "report")
    assert archive.text(filed.id) == paper()
    assert all(counts(archive))


def test_passages_lose_no_word_of_the_body(archive: Archive) -> None:
    put(archive, paper())
    (filed,) = archive.all_filed()
    kept = " ".join(paper()[one.start : one.end] for _id, one in archive.passages(filed.id))
    assert kept.split() == paper().split()


def test_a_changed_file_takes_the_place_of_itself(archive: Archive) -> None:
    put(archive, paper(poor=82), key="1")
    put(archive, paper(poor=83), key="2")
    assert len(archive.all_filed()) == 1
    assert not search(archive, parse_query('"82 hộ nghèo"'))
    assert search(archive, parse_query('"83 hộ nghèo"'))


def test_nothing_of_a_removed_report_is_left(archive: Archive) -> None:
    put(archive, paper())
    archive.remove(archive.all_filed()[0])
    assert counts(archive) == [0] * len(TABLES)
    assert not search(archive, parse_query("hộ nghèo"))
    assert archive.rows("SELECT count(*) FROM words WHERE words MATCH 'ho'") == [(0,)]


def test_a_correction_is_searched_by(archive: Archive) -> None:
    put(archive, paper())
    archive.correct(archive.all_filed()[0], unit="MTTQ xã Pa Ủ", period="2024-H2")
    (filed,) = archive.all_filed()
    assert (filed.unit, filed.period, filed.corrected) == ("MTTQ xã Pa Ủ", "2024-H2", ("period", "unit"))
    assert search(archive, parse_query("hộ nghèo", unit="pa u", period="2024"))
    assert not search(archive, parse_query("hộ nghèo", unit="Nậm Khao"))
    archive.remove(filed)
    assert archive.rows("SELECT count(*) FROM words WHERE words MATCH 'pa OR nam'") == [(0,)]


def test_half_a_transaction_is_none(archive: Archive) -> None:
    with pytest.raises(KeyboardInterrupt), archive.transaction():
        put(archive, paper())
        raise KeyboardInterrupt
    assert archive.all_filed() == ()


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4096], ids=["other", "cut"]
)
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(content)
    with pytest.raises(CorruptArchiveError, match=r"archive\.db"):
        Archive.open(path)


def test_an_archive_of_another_version_is_told(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "archive.db")
    connection.execute("CREATE TABLE report (id)")
    connection.close()
    with pytest.raises(CorruptArchiveError):
        Archive.open(tmp_path / "archive.db")


def test_a_held_archive_is_told_after_a_while(archive: Archive) -> None:
    with Archive.open(archive.path, patience=0.05) as other, archive.transaction():
        with pytest.raises(LockedError):
            put(other, paper())
        assert other.all_filed() == ()  # readers go on


@pytest.mark.parametrize(
    ("section", "words"),
    [(None, []), ("I.2.1", ["sxi", "sxix2", "sxix2x1"]), ("tu-tuong", ["sxtu", "sxtuxtuong"]), ("II", ["sxii"])],
)
def test_section_ids_are_words(section: str | None, words: list[str]) -> None:
    assert section_words(section) == words
