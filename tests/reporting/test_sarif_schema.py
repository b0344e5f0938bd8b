"""The SARIF output against the parts of the SARIF 2.1.0 schema that a reader needs."""

from __future__ import annotations

import json

import jsonschema
import pytest

from drafter.checking import CheckContext, check
from drafter.extracting import extract
from drafter.reading import from_text
from drafter.reporting import render
from drafter.sectioning import section

COUNT = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "properties": {"startLine": COUNT, "startColumn": COUNT, "endLine": COUNT, "endColumn": COUNT},
}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                },
                "region": REGION,
            },
        },
        "message": MESSAGE,
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "level", "locations"],
    "properties": {
        "ruleId": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION, "minItems": 1},
        "relatedLocations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"enum": ["inSource", "external"]}},
            },
        },
    },
}
SCHEMA = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {"driver": {"type": "object", "required": ["name", "rules"]}},
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}
TEXT = "BÁO CÁO\nKết quả năm 2024\nI. KẾT QUẢ\nĐã mở 20 lớp, gồm 8 lớp và 9 lớp.\nCác nghành cùng làm; hòa giải, hoà giải.\n"


@pytest.mark.parametrize("text", [TEXT, "", "Toàn xã có 12 thôn.\n"], ids=["faults", "empty", "clean"])
def test_it_validates(text: str) -> None:
    document = from_text(text, path="thư mục/báo cáo 1.txt")
    tree = section(document)
    log = json.loads(render(check(CheckContext(document, tree, extract(document, tree))), document, tree, "sarif"))
    jsonschema.validate(log, SCHEMA)
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    for result in log["runs"][0]["results"]:
        assert result["ruleId"] in rules
        assert "ruleIndex" not in result or rules[result["ruleIndex"]] == result["ruleId"]
