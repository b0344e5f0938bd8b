"""One figure over the periods."""

from decimal import Decimal

import pytest

from drafter.archive import Archive, Series, trend
from drafter.archive.chart import sparkline, svg, terminal, written
from drafter.archive.indicators import column_fits
from drafter.archive.trend import title_key
from tests.archive.papers import BODY, paper, record


@pytest.fixture(autouse=True)
def _filed(archive: Archive) -> None:
    for year, poor, meetings in ((2023, 75, 20), (2021, 100, 16), (2022, 80, 16)):
        text = paper(year=year, poor=poor, meetings=meetings)
        archive.put(record(text), path=f"corpus/{year}.txt", hash=str(year), size=1, modified=1)


def values(series: tuple[Series, ...]) -> list[tuple[str, int]]:
    return [(point.period, int(point.value)) for one in series for point in one.points]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("hộ nghèo", [("2021-H1", 100), ("2022-H1", 80), ("2023-H1", 75)]),  # not the plan, not what is to come
        ("ho ngheo", [("2021-H1", 100), ("2022-H1", 80), ("2023-H1", 75)]),
        ("hộ cận nghèo", [("2021-H1", 57), ("2022-H1", 57), ("2023-H1", 57)]),
        ("buổi nói chuyện", [("2021-H1", 16), ("2022-H1", 16), ("2023-H1", 20)]),  # not `tăng 2 buổi`
        ("lượt người nghe", [("2021-H1", 1250), ("2022-H1", 1250), ("2023-H1", 1250)]),
        ("số hộ nghèo", [("2021-H1", 100), ("2022-H1", 80), ("2023-H1", 75)]),
        ("tỷ lệ hộ nghèo", []),  # a share is no count
        ("bò sữa", []),
        ("", []),
        ("%", []),
    ],
)
def test_the_figure_of_each_period(archive: Archive, said: str, found: list[tuple[str, int]]) -> None:
    assert values(trend(archive, said)) == found


def test_change_against_the_year_before(archive: Archive) -> None:
    (series,) = trend(archive, "hộ nghèo")
    assert [(point.change, point.percent) for point in series.points] == [
        (None, None),
        (Decimal(-20), Decimal("-20.0")),
        (Decimal(-5), Decimal("-6.3")),
    ]


SHARED = """I. KẾT QUẢ 6 THÁNG ĐẦU NĂM {year}
1. Ngày hội
Có 45/50 khu dân cư tổ chức Ngày hội.
2. Cho vay
Có 26 hộ vay vốn, chiếm 8,1%."""


@pytest.mark.parametrize(
    ("said", "value", "share", "whole"),
    [("khu dân cư", 45, "90.00", "50"), ("hộ vay vốn", 26, "8.1", None), ("hộ nghèo", None, None, None)],
)
def test_the_share_of_a_whole_that_the_report_names(
    archive: Archive, said: str, value: int | None, share: str | None, whole: str | None
) -> None:
    archive.put(record(paper(year=2024, body=SHARED)), path="corpus/2024.txt", hash="2024", size=1, modified=1)
    last = trend(archive, said)[0].points[-1]
    assert last.share == (None if share is None else Decimal(share))
    assert last.whole == (None if whole is None else Decimal(whole))
    assert value is None or last.value == value
    drawing = svg(said, trend(archive, said))
    assert ("%)" in drawing) is (share is not None)


def test_every_point_is_where_it_says(archive: Archive) -> None:
    for point in trend(archive, "hộ nghèo")[0].points:
        filed = archive.filed(path=point.path)
        assert filed is not None
        assert archive.text(filed.id)[point.start : point.end] == point.text


def test_each_unit_has_a_series_of_its_own(archive: Archive) -> None:
    archive.put(record(paper("Mù Cả", 2023, poor=7)), path="corpus/mu-ca.txt", hash="m", size=1, modified=1)
    assert [one.unit_name for one in trend(archive, "hộ nghèo")] == [
        "ỦY BAN MTTQ VIỆT NAM XÃ MÙ CẢ",
        "ỦY BAN MTTQ VIỆT NAM XÃ NẬM KHAO",
    ]
    assert values(trend(archive, "hộ nghèo", unit="mu ca")) == [("2023-H1", 7)]


def test_table_rows_of_this_period_alone(archive: Archive) -> None:
    body = (
        BODY
        + "\nPHỤ LỤC\n| TT | Chỉ tiêu | Đơn vị tính | 6 tháng đầu năm {year} | Cùng kỳ năm trước |\n"
        + "|---|---|---|---|---|\n| 1 | Giếng khoan | cái | {poor} | 9 |\n"
    )
    from drafter.archive import record_of
    from drafter.extracting import extract
    from drafter.reading import from_text
    from drafter.sectioning import section

    document = from_text(paper(year=2024, poor=31, body=body), path="a.md", format="md")
    tree = section(document)
    filed = record_of(document, tree, extract(document, tree))
    archive.put(filed, path="corpus/2024.md", hash="2024", size=1, modified=1)
    assert values(trend(archive, "giếng khoan")) == [("2024-H1", 31)]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2024", [("2024-H1", 31)]),
        ("TÌNH HÌNH TRIỂN KHAI CÁC GIẢI PHÁP", [("2024-H1", 31)]),
        ("NHIỆM VỤ TRỌNG TÂM", []),
        ("PHƯƠNG HƯỚNG, GIẢI PHÁP", []),
    ],
)
def test_what_is_to_come_is_no_result(archive: Archive, title: str, found: list[tuple[str, int]]) -> None:
    text = paper(year=2024, body=f"I. {title}\n1. Chăn nuôi\nToàn xã có 31 con dê.")
    archive.put(record(text), path="corpus/2024.txt", hash="2024", size=1, modified=1)
    assert values(trend(archive, "con dê")) == found


@pytest.mark.parametrize(
    ("label", "fits"),
    [
        (None, False),
        ("Kết quả", False),
        ("Cuộc giám sát", False),
        ("Suất quà tặng", False),
        ("6 tháng đầu năm 2024", True),
        ("Năm 2024", True),
        ("Năm 2023", None),
        ("Cùng kỳ", None),
        ("Kế hoạch năm", None),
        ("Tăng, giảm (%)", None),
    ],
)
def test_columns_of_this_period(label: str | None, fits: bool | None) -> None:
    assert column_fits(label, "2024-H1") is fits


@pytest.mark.parametrize(
    ("numbers", "line"), [([], ""), ([5], "▄"), ([1, 1], "▄▄"), ([0, 7], "▁█"), ([0, 1, 2, 7], "▁▂▃█")]
)
def test_sparklines(numbers: list[int], line: str) -> None:
    assert sparkline([Decimal(number) for number in numbers]) == line


def test_the_chart_in_the_terminal_names_periods_and_the_scale(archive: Archive) -> None:
    drawn = terminal(trend(archive, "hộ nghèo"))
    assert "\x1b" not in drawn
    assert all(period in drawn for period in ("2021-H1", "2022-H1", "2023-H1"))
    assert "100┤" in drawn
    assert "  0┤" in drawn


def test_one_point_is_no_chart(archive: Archive) -> None:
    archive.put(record(paper("Mù Cả", 2023, poor=7)), path="corpus/mu-ca.txt", hash="m", size=1, modified=1)
    assert terminal(trend(archive, "hộ nghèo", unit="mu ca")) == ""


def test_only_under_the_item_of_an_outline(archive: Archive) -> None:
    poor = frozenset({title_key("Giảm nghèo")})
    assert values(trend(archive, "hộ nghèo", items=poor)) == [("2021-H1", 100), ("2022-H1", 80), ("2023-H1", 75)]
    assert trend(archive, "hộ nghèo", items=frozenset({title_key("Tuyên truyền")})) == ()


@pytest.mark.parametrize(
    ("slotted", "printed"),
    [
        ("KẾT QUẢ CÔNG TÁC NĂM {{ year }}", "Kết quả công tác năm 2023"),
        ("Giảm nghèo", "Giảm nghèo"),
    ],
)
def test_an_item_and_its_heading_have_one_key(slotted: str, printed: str) -> None:
    assert title_key(slotted) == title_key(printed)


@pytest.mark.parametrize(
    ("value", "signed", "said"),
    [
        ("1250", False, "1.250"),
        ("8.85", False, "8,85"),
        ("5.78E+9", False, "5.780.000.000"),
        ("12", True, "+12"),
        ("-2.37", True, "-2,37"),
    ],
)
def test_numbers_as_vietnamese_write_them(value: str, signed: bool, said: str) -> None:
    assert written(Decimal(value), signed=signed) == said


def test_the_drawing_is_valid_and_escapes(archive: Archive) -> None:
    from lxml import etree

    drawing = etree.fromstring(svg("a < b & c", trend(archive, "hộ nghèo")).encode())
    assert "a < b & c" in "".join(drawing.itertext())
    assert len(drawing.findall("{*}circle")) == 3
    assert etree.fromstring(svg("nothing", ()).encode()) is not None
