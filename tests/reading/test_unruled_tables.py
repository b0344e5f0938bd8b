"""Tables of a PDF without upright lines or without any: columns by the blanks between the words."""

from drafter.model.document import BlockKind, Document
from drafter.reading import read_bytes
from drafter.reading.pdf_rules import Edge
from drafter.reading.pdf_unruled import level_groups, shows_number_rows
from tests.fuzz.spoiled import pdf, show

XS = (70, 110, 300, 380, 460)
HEAD = ("TT", "Noi dung", "Ke hoach", "Thuc hien", "Ty le")


def rows_of(count: int) -> list[tuple[str, ...]]:
    return [HEAD, *((str(n), f"Van dong ho so {n}", str(n * 12), str(n * 7), "90") for n in range(1, count + 1))]


def page(rows: list[tuple[str, ...]], *, rules: str, top: float = 640) -> str:
    """A page with two lines of text, the table 24 points a row, and a line below it."""
    drawn = [show(60, 700, "II. KET QUA"), show(60, 680, "Cac chi tieu cu the nhu sau; so lieu tinh den ngay 30/11:")]
    for number, row in enumerate(rows):
        y = top - 24 * number
        drawn += [show(x, y, words) for x, words in zip(XS, row, strict=True)]
    bottom = top - 24 * (len(rows) - 1) - 8
    levels = {
        "every": [top + 16 - 24 * n for n in range(len(rows) + 1)],
        "three": [top + 16, top - 8, bottom],
        "no": [],
    }
    drawn += [f"60 {y} m 520 {y} l S" for y in levels[rules]]
    return "\n".join([*drawn, show(60, bottom - 40, "III. DANH GIA CHUNG")])


def table_of(document: Document) -> list[list[str]]:
    (block,) = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    return [line.split("\t") for line in document.text[block.start : block.end].split("\n")]


def test_level_lines_alone_make_a_table() -> None:
    for rules in ("every", "three", "no"):
        rows = rows_of(6)
        document = read_bytes(pdf([page(rows, rules=rules)]), path="a.pdf")
        assert table_of(document) == [list(row) for row in rows], rules
        assert document.text.startswith("II. KET QUA\n")
        assert document.text.endswith("III. DANH GIA CHUNG\n")
        assert document.warnings


def test_such_a_table_goes_on_over_pages() -> None:
    rows = rows_of(9)
    first = page(rows[:6], rules="every", top=150).replace(show(60, -18, "III. DANH GIA CHUNG"), "")
    rest = "\n".join(
        [show(x, 760 - 24 * n, words) for n, row in enumerate(rows[6:]) for x, words in zip(XS, row, strict=True)]
        + [f"60 {776 - 24 * n} m 520 {776 - 24 * n} l S" for n in range(5)]
    )
    document = read_bytes(pdf([first, rest]), path="a.pdf")
    assert table_of(document) == [list(row) for row in rows]


def test_lines_that_are_no_table() -> None:
    # Lines to write on, and prose between two rules.
    lines = "\n".join(f"60 {y} m 520 {y} l S" for y in (500, 480, 460))
    prose = "\n".join(
        show(62, y + 4, "Y kien cua don vi ve noi dung bao cao nay la nhu sau, de nghi xem") for y in (500, 480, 460)
    )
    for drawn in (lines, f"{lines}\n{prose}"):
        document = read_bytes(pdf([drawn + "\n" + show(60, 700, "Bao cao")]), path="a.pdf")
        assert all(block.kind is BlockKind.PARAGRAPH for block in document.blocks)


def test_signs_of_a_table() -> None:
    assert shows_number_rows("1 Ho ngheo 12 7\r\n2 Ho can ngheo 5 3\r\n3 Lao dong 4 2\r\n4 Nha o 8 6\r\n")
    assert not shows_number_rows(
        "Trong ky, toan xa co 12 ho\r\nngheo, giam 7 ho, con 5\r\nho; nam 2024 co 3 vu\r\nviec.\r\n" * 3
    )
    level = [Edge(False, y, 60, 520) for y in (500, 480, 460)]
    assert level_groups(level, []) == [level]
    assert level_groups(level[:2], []) == []
    assert level_groups([Edge(False, 500, 60, 520), Edge(False, 480, 60, 300), Edge(False, 460, 60, 520)], []) == []


def test_a_page_that_only_pdfium_reads_is_read_without_its_table() -> None:
    broken = pdf([page(rows_of(6), rules="every")]).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 /b   842]")
    document = read_bytes(broken, path="a.pdf")
    assert "Van dong ho so 6" in document.text
