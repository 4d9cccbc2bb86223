"""Writes python/statecraft/answers.py: a class for each part of an answer, from the JSON Schema of answers.

Run `python make_answers.py` after `cargo run -p xtask -- schemas`; a test compares what is there with what would be written.
"""

import json
import keyword
import textwrap
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCHEMA = HERE / "../../docs/reference/answer.schema.json"
TARGET = HERE / "python/statecraft/answers.py"
PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
BASES = {"Brief": "_answer.Page", "WatchList": "_answer.Calendar"}
KINDS = {
    "analysis": "Analysis",
    "brief": "Brief",
    "change": "Distances",
    "check": "Check",
    "coalitions": "CoalitionReport",
    "comparison": "AccountComparison",
    "diff": "Diff",
    "explanation": "Explanation",
    "impact": "Impact",
    "ledger": "Ledger",
    "linkage": "Linkage",
    "paths": "PathsReport",
    "perceptions": "Perceived",
    "robust": "Robustness",
    "scenarios": "Proposals",
    "score": "Score",
    "seal": "Seal",
    "seal-check": "SealCheck",
    "states": "StateList",
    "variants": "Variants",
    "watch": "WatchList",
}
HEAD = '''"""What answers consist of: a class for each answer and for each of its parts.

Made by make_answers.py from docs/reference/answer.schema.json. An attribute that would be a word of Python has an underscore behind
its name: `path.from_`.
"""

from __future__ import annotations

from typing import Any

from . import _answer, _piece

'''


class Maker:
    """Writes the classes of one schema."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.parts: dict[str, Any] = schema["$defs"]
        self.answers = {name(choice["$ref"]) for choice in schema["anyOf"] if "$ref" in choice}

    def is_class(self, part: str) -> bool:
        """Whether some form of this part is an object with keys of its own."""
        return any("properties" in form for form in self.forms(part))

    def forms(self, part: str) -> list[dict[str, Any]]:
        """The forms that a part can have."""
        schema = self.parts[part]
        return [schema, *schema.get("oneOf", [])]

    def kind(self, schema: dict[str, Any]) -> str:
        """The type of a value, as Python says it."""
        if "$ref" in schema:
            part = name(schema["$ref"])
            if not self.is_class(part):
                return self.kind(self.parts[part])
            texts = any(form.get("type") == "string" for form in self.forms(part))
            return f"{part} | str" if texts else part
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            kinds = dict.fromkeys(self.kind(choice) for choice in choices)
            return "Any" if "Any" in kinds else " | ".join(kinds)
        said = schema.get("type")
        if isinstance(said, list):
            return " | ".join(self.kind({**schema, "type": one}) for one in said)
        if said == "array":
            return f"list[{self.kind(schema.get('items', {}))}]"
        if said == "object" and isinstance(schema.get("additionalProperties"), dict):
            return f"dict[str, {self.kind(schema['additionalProperties'])}]"
        return PLAIN.get(said or "", "str" if "enum" in schema else "Any")

    def inside(self, schema: dict[str, Any]) -> tuple[int, str | None]:
        """How many maps lie around the objects of a value, and of which class these are."""
        if "$ref" in schema:
            part = name(schema["$ref"])
            return (0, part) if self.is_class(part) else self.inside(self.parts[part])
        for choice in schema.get("anyOf", []):
            if self.inside(choice) != (0, None):
                return self.inside(choice)
        if "items" in schema:
            return self.inside(schema["items"])
        if isinstance(schema.get("additionalProperties"), dict):
            depth, part = self.inside(schema["additionalProperties"])
            return depth + 1, part
        return 0, None

    def base(self, part: str) -> str:
        """What the class of a part derives from."""
        return BASES.get(part, "_answer.Answer" if part in self.answers else "_piece.Piece")

    def written(self, part: str) -> str:
        """The class of a part."""
        fields: dict[str, dict[str, Any]] = {}
        for form in self.forms(part):
            for key, value in form.get("properties", {}).items():
                fields[key] = {} if fields.get(key, value) != value else value
        lines = [f"class {part}({self.base(part)}):"]
        lines.append(documented(self.parts[part].get("description", "A part of an answer.")))
        inside = {key: self.inside(value) for key, value in fields.items()}
        table = {key: found for key, found in inside.items() if found != (0, None)}
        if table:
            lines.append("    _inside = {")
            lines += [f'        "{key}": ({depth}, {quoted(part)}),' for key, (depth, part) in table.items()]
            lines.append("    }")
        always = set.intersection(*(set(form.get("required", [])) for form in self.forms(part) if "properties" in form))
        for key, value in fields.items():
            name = f"{key}_" if keyword.iskeyword(key) else key
            kind = self.kind(value)
            optional = key not in always and "None" not in kind and kind != "Any"
            lines.append(f"    {name}: {kind}{' | None' if optional else ''}")
            if "description" in value:
                lines.append(documented(value["description"]))
        return "\n".join(lines) + "\n"


def name(reference: str) -> str:
    """The last part of a reference."""
    return reference.rsplit("/", 1)[-1]


def quoted(part: str | None) -> str:
    """A class by its name, or none."""
    return f'"{part}"' if part else "None"


def documented(text: str) -> str:
    """A text as the documentation of what stands before it."""
    words = " ".join(text.split()).replace("\\", "\\\\").replace('"""', "'''")
    words += " " if words.endswith('"') else ""
    return textwrap.fill(f'"""{words}"""', 120, initial_indent="    ", subsequent_indent="    ")


def text() -> str:
    """The whole module."""
    maker = Maker(json.loads(SCHEMA.read_text(encoding="utf-8")))
    classes = [part for part in maker.parts if maker.is_class(part)]
    kinds = "".join(f'    "{kind}": {part},\n' for kind, part in KINDS.items())
    table = f"KINDS: dict[str, type[_answer.Answer]] = {{\n{kinds}}}\n"
    described = '"""The class of each answer, by what stands behind `statecraft-` in its `format`."""\n'
    return HEAD + "\n" + "\n\n".join([*map(maker.written, classes), table + described])


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
