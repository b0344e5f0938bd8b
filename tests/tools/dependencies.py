"""`python -m tests.tools.dependencies`: what Drafter stands on, as `requirements.lock` and `DEPENDENCIES.md`.

The lock holds every package with the hashes of its files for Windows, Linux and macOS, so that
`pip install --require-hashes -r requirements.lock` installs what was tried and nothing else. `--check` needs no network:
it tells where the two files and pyproject.toml disagree.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
TABLE = ROOT / "DEPENDENCIES.md"
_LINUX = (
    "manylinux_2_17_x86_64",
    "manylinux2014_x86_64",
    "manylinux_2_24_x86_64",
    "manylinux_2_27_x86_64",
    "manylinux_2_28_x86_64",
    "manylinux_2_34_x86_64",
)
_PLATFORMS = {"win32": ("win_amd64",), "linux": _LINUX, "darwin": ("macosx_11_0_arm64", "macosx_14_0_arm64")}
_PYTHONS = ("3.11", "3.12", "3.13")

# Why each direct dependency is there.
WHY = {
    "click": "command line: options, help, completion",
    "docxtpl": "a user's own Word frame with fields",
    "jinja2": "phrases and outline slots, in its sandbox",
    "lxml": "the XML of Word files",
    "openpyxl": "figure sheets in .xlsx",
    "pdfplumber": "geometry and tables of PDFs",
    "plotext": "the chart of a figure over the periods",
    "pypdf": "findings as notes in a copy of a PDF",
    "pypdfium2": "the text of PDFs",
    "python-docx": "the package of Word files, and writing them",
    "rapidfuzz": "likeness of titles and sentences",
    "rich": "tables and colours in the terminal",
    "ruamel-yaml": "outline and sidecar files, comments kept",
    "spacy": "tokens and sentences",
    "textual": "the terminal UI",
}


@dataclass
class Locked:
    """One package of the lock: its version and the hashes of all files that any platform installs."""

    name: str
    version: str
    hashes: set[str] = field(default_factory=set)
    pythons: set[str] = field(default_factory=set)
    systems: set[str] = field(default_factory=set)
    needed_by: set[str] = field(default_factory=set)
    licence: str = ""


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def direct() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return list(project["dependencies"])


def resolve() -> list[Locked]:
    """What pip would install on each platform and Python; a package may have another version for an older Python."""
    found: dict[tuple[str, str], Locked] = {}
    needed: dict[str, set[str]] = {}
    for system, platforms in _PLATFORMS.items():
        for python in _PYTHONS:
            for item in _report(platforms, python):
                entry = _add(found, item, needed)
                entry.pythons.add(python)
                entry.systems.add(system)
    for entry in found.values():
        entry.needed_by = needed.get(entry.name, set())
    return [entry for _key, entry in sorted(found.items())]


def _report(platforms: tuple[str, ...], python: str) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "report.json"
        options = [option for platform in platforms for option in ("--platform", platform)]
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
        command += ["--only-binary=:all:", "--target", folder, "--report", str(told), "--python-version", python]
        subprocess.run([*command, *options, *direct()], check=True, stderr=subprocess.DEVNULL)
        installed: list[dict[str, object]] = json.loads(told.read_text("utf-8"))["install"]
        return installed


def _add(found: dict[tuple[str, str], Locked], item: dict[str, object], needed: dict[str, set[str]]) -> Locked:
    said: dict[str, object] = item["metadata"]  # type: ignore[assignment]
    name, version = canonical(str(said["name"])), str(said["version"])
    entry = found.setdefault((name, version), Locked(name, version))
    entry.hashes.add(item["download_info"]["archive_info"]["hashes"]["sha256"])  # type: ignore[index]
    entry.licence = entry.licence or _licence(said)
    for other in said.get("requires_dist", []):  # type: ignore[attr-defined]
        requirement = Requirement(other)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            needed.setdefault(canonical(requirement.name), set()).add(name)
    return entry


def _licence(said: dict[str, object]) -> str:
    if said.get("license_expression"):
        return str(said["license_expression"])
    classes = [str(one).rpartition(" :: ")[2] for one in said.get("classifier", []) if "License ::" in str(one)]  # type: ignore[attr-defined]
    return ", ".join(classes) or str(said.get("license") or "?").splitlines()[0][:40]


def _marker(entry: Locked) -> str:
    """For whom a line of the lock is, where it is not for all."""
    parts = []
    if len(entry.pythons) < len(_PYTHONS):
        parts.append(" or ".join(f'python_version == "{one}"' for one in sorted(entry.pythons)))
    if len(entry.systems) < len(_PLATFORMS):
        parts.append(" or ".join(f'sys_platform == "{one}"' for one in sorted(entry.systems)))
    return " ; " + " and ".join(f"({part})" for part in parts) if parts else ""


def lock_text(packages: list[Locked]) -> str:
    lines = [
        "# Made by `python -m tests.tools.dependencies`. Windows, Linux (x86-64) and macOS (arm64), Python 3.11 to 3.13."
    ]
    for entry in packages:
        lines.append(f"{entry.name}=={entry.version}{_marker(entry)} \\")
        lines += [f"    --hash=sha256:{one} \\" for one in sorted(entry.hashes)]
        lines[-1] = lines[-1].removesuffix(" \\")
    return "\n".join(lines) + "\n"


def released(name: str, version: str) -> str:
    """When a release was built: the youngest file in it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, f"{name}=={version}"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            youngest = max(info.date_time for info in wheel.infolist())
    # Some are built with all dates at one old day, so that they can be built again alike.
    return f"{youngest[0]}-{youngest[1]:02}" if youngest[0] > 2016 else "not told"


def table_text(packages: list[Locked]) -> str:
    wanted = {canonical(Requirement(one).name) for one in direct()}
    lines = [
        "# What Drafter stands on",
        "",
        "Made by `python -m tests.tools.dependencies`; `requirements.lock` holds the hashes:",
        "`python -m pip install --require-hashes -r requirements.lock` and then `python -m pip install --no-deps .`",
        "installs what was tried and nothing else. No package fetches anything when Drafter runs; a test shuts the network",
        "and runs every command.",
        "",
        "| Package | Version | Built | Licence | Why |",
        "| --- | --- | --- | --- | --- |",
    ]
    for entry in packages:
        if entry.name in wanted:
            built = released(entry.name, entry.version)
            lines.append(f"| {entry.name} | {entry.version} | {built} | {entry.licence} | {WHY[entry.name]} |")
    lines += ["", "They bring along:", "", "| Package | Version | Licence | For |", "| --- | --- | --- | --- |"]
    for entry in packages:
        if entry.name not in wanted:
            users = ", ".join(sorted(entry.needed_by))
            lines.append(f"| {entry.name} | {entry.version} | {entry.licence} | {users} |")
    lines += [
        "",
        "Extras: `ocr` pytesseract (Apache-2.0) for scans · `web` textual-serve (MIT) for `drafter serve` · `cluster`",
        "distributed (BSD-3-Clause) for `--scheduler` · `test` and `bench` are for working on Drafter and are never imported",
        "by it (PyMuPDF, a peer to measure against, is AGPL-3.0).",
    ]
    return "\n".join(lines) + "\n"


def faults() -> list[str]:
    """Where lock, table and pyproject.toml disagree."""
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)[^\\\n]*\\$", LOCK.read_text("utf-8"), re.M))
    said = TABLE.read_text("utf-8")
    found = []
    for needed in map(Requirement, direct()):
        name = canonical(needed.name)
        if name not in WHY:
            found.append(f"{name}: nobody said why it is there")
        if name not in locked:
            found.append(f"{name} is not in the lock")
        elif locked[name] not in needed.specifier:
            found.append(f"{name} {locked[name]} of the lock is not {needed.specifier}")
    found += [
        f"{name} {version} is not in the table"
        for name, version in locked.items()
        if f"| {name} | {version} |" not in said
    ]
    blocks = re.split(r"^(?=[a-z0-9-]+==)", LOCK.read_text("utf-8"), flags=re.M)[1:]
    found += [f"{block.split()[0]} has no hash" for block in blocks if "--hash=sha256:" not in block]
    for name in WHY:
        requires = metadata.version(name)
        if not requires:
            found.append(f"{name} is not installed")
    return found


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        told = faults()
        print("\n".join(told) or "lock, table and pyproject.toml agree")
        return 1 if told else 0
    packages = resolve()
    LOCK.write_text(lock_text(packages), "utf-8")
    TABLE.write_text(table_text(packages), "utf-8")
    print(f"{len(packages)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
