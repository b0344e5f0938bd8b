"""Settings of a workspace, and where shipped data lies."""

from pathlib import Path

import pytest

from drafter.errors import LocatedError
from drafter.workspace import find_workspace, load_settings, shipped_data


def test_the_nearest_settings_above_make_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "drafter.toml").write_text('[unit]\nname = "Ủy ban MTTQ xã X"\n', "utf-8")
    inner = tmp_path / "drafts"
    inner.mkdir()
    workspace = find_workspace(inner)
    assert workspace.root == tmp_path.resolve()
    assert workspace.settings.unit["name"] == "Ủy ban MTTQ xã X"


def test_without_settings_the_folder_itself_serves(tmp_path: Path) -> None:
    workspace = find_workspace(tmp_path)
    assert not workspace.is_real
    assert workspace.drafts == tmp_path.resolve() / "drafts"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[unti]\nname = "x"\n', "unit"),
        ('[unit]\nnmae = "x"\n', "name"),
        ("[unit]\nname = 3\n", "str"),
        ("[unit\n", "TOML"),
        ('unit = "x"\n', "unit"),
        ("unit = " + "[" * 100_000, "nested"),
    ],
)
def test_a_fault_names_the_file_the_key_and_the_nearest_valid_one(tmp_path: Path, content: str, said: str) -> None:
    settings = tmp_path / "drafter.toml"
    settings.write_text(content, "utf-8")
    with pytest.raises(LocatedError, match=said) as caught:
        load_settings(settings)
    assert "drafter.toml" in str(caught.value)


def test_shipped_outlines_are_found() -> None:
    assert list((shipped_data() / "outlines").glob("*.yaml"))
