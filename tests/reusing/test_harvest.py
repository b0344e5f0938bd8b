"""Sentences that come back are proposed as phrases: what changed becomes a slot, what never did stays."""

from drafter.reusing.harvest import Proposal, Source, harvest
from drafter.shelves import phrases

MEETING = "Mặt trận xã {name} tổ chức {count} hội nghị tuyên truyền với {heads} lượt người nghe."


def source(text: str, period: str, unit: str = "Ủy ban MTTQ Việt Nam xã Nậm Khao", **more: object) -> Source:
    return Source(f"{unit}/{period}.docx", unit, period, text, [("Công tác tuyên truyền", 0, len(text))], **more)  # type: ignore[arg-type]


def found(*sources: Source, **options: object) -> tuple[Proposal, ...]:
    return harvest(sources, **options)  # type: ignore[arg-type]


def test_numbers_and_names_that_changed_are_slots() -> None:
    (one,) = found(
        source(MEETING.format(name="Nậm Khao", count=12, heads="1.250"), "2022"),
        source(MEETING.format(name="Bản Hồ", count=9, heads="980"), "2023", "Ủy ban MTTQ Việt Nam xã Bản Hồ"),
    )
    assert one.template == (
        "Mặt trận xã {{ xa }} tổ chức {{ so_luong | so }} hội nghị tuyên truyền với {{ so_luong_2 | so }} lượt người nghe."
    )
    assert (one.lives, one.periods, len(one.units), one.sections) == (
        2,
        ("2022", "2023"),
        2,
        ("cong-tac-tuyen-truyen",),
    )


def test_a_slot_is_called_by_what_it_counts() -> None:
    text = "Toàn xã xây dựng mới 12 nhà Đại đoàn kết cho hộ nghèo."
    subjects = {text.index("12"): "nhà Đại đoàn kết"}
    (one,) = found(source(text, "2022", subjects=subjects), source(text.replace("12", "9"), "2023", subjects=subjects))
    assert "{{ so_nha_dai_doan | so }} nhà Đại đoàn kết" in one.template


def test_dates_are_slots_and_what_never_changes_is_none() -> None:
    text = "Trong 6 tháng đầu năm {year}, 100% khu dân cư tổ chức họp dân trước ngày {day}."
    (one,) = found(
        source(text.format(year=2022, day="15/5/2022"), "2022-H1"),
        source(text.format(year=2023, day="20/5/2023"), "2023-H1"),
    )
    assert one.template == "Trong 6 tháng đầu năm {{ nam }}, 100% khu dân cư tổ chức họp dân trước ngày {{ ngay }}."


def test_a_cited_paper_stays_where_it_is_the_same_and_is_a_slot_where_not() -> None:
    text = "Thực hiện {paper}, Mặt trận chủ trì 4 cuộc giám sát tại các thôn."

    def citing(paper: str, period: str) -> Source:
        said = text.format(paper=paper)
        return source(said, period, cited=[(said.index(paper), said.index(paper) + len(paper))])

    same = "Quyết định số 217-QĐ/TW"
    (one,) = found(citing(same, "2022"), citing(same, "2023"))
    assert one.template.startswith("Thực hiện Quyết định số 217-QĐ/TW, Mặt trận")
    (other,) = found(citing("Kế hoạch số 5/KH-MTTQ", "2022"), citing("Kế hoạch số 8/KH-MTTQ", "2023"))
    assert other.template.startswith("Thực hiện {{ van_ban }}, Mặt trận")


def test_nearly_the_same_sentences_are_one_phrase_and_their_places_are_told() -> None:
    first = "Ban Thường trực phối hợp với các đoàn thể thăm, tặng 120 suất quà cho hộ nghèo dịp Tết Nguyên đán."
    second = first.replace("thăm, tặng", "thăm và tặng").replace("120", "96")
    (one,) = found(source(first, "2022"), source(second, "2023"))
    assert [place.text for place in one.places] == [second, first]


def test_a_sentence_of_one_report_is_no_phrase_nor_one_that_stands_twice_in_it() -> None:
    text = "Chi bộ thôn Đông tổ chức sinh hoạt chuyên đề hằng quý cho đảng viên."
    assert found(source(f"{text}\n{text}", "2022")) == ()
    assert found(source(text, "2022"), source(text, "2022")) == ()


def test_what_the_phrasebank_has_is_not_proposed_again() -> None:
    sources = [source(MEETING.format(name="Nậm Khao", count=12 + year, heads="1.250"), f"202{year}") for year in (2, 3)]
    (one,) = found(*sources)
    assert found(*sources, known=[one.template]) == ()


def test_more_reports_are_asked_for_and_longer_lives_come_first() -> None:
    often = "Các tổ hòa giải ở cơ sở nhận {} vụ việc và hòa giải thành phần lớn."
    seldom = "Nhân dân các thôn góp {} ngày công làm đường giao thông nội đồng."
    sources = [source(f"{often.format(year)}\n{seldom.format(year)}", f"202{year}") for year in (2, 3)]
    sources.append(source(often.format(7), "2024"))
    assert [one.lives for one in found(*sources)] == [3, 2]
    assert [one.lives for one in found(*sources, least=3)] == [3]


def test_a_proposal_is_a_valid_phrase_that_gives_its_sentence_back() -> None:
    said = MEETING.format(name="Nậm Khao", count=9, heads="980")
    (one,) = found(source(MEETING.format(name="Bản Hồ", count=12, heads="1.250"), "2022"), source(said, "2023"))
    (phrase,) = phrases.loads(phrases.appended("", [phrases.Phrase(one.id, one.template, one.sections)]))
    assert phrases.fill(phrase, {"xa": "Nậm Khao", "so_luong": 9, "so_luong_2": 980}) == said
