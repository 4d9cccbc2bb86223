"""A part of an answer: its keys as attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar


class Piece:
    """A part of an answer. Its keys are attributes and can be looked up with brackets as well."""

    _inside: ClassVar[dict[str, tuple[int, str | None]]] = {}
    _data: dict[str, Any]

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data

    def to_dict(self) -> dict[str, Any]:
        """The same as plain Python data, exactly as in the JSON."""
        return self._data

    def __getitem__(self, key: str) -> Any:
        depth, part = self._inside.get(key, (0, None))
        return _wrapped(self._data[key], depth, part)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            known = self._known()
            key = name if name in known else name.removesuffix("_")
            if key in known:
                return self[key] if key in self._data else None
            raise AttributeError(f"{type(self).__name__} has no {name!r}; it has: {', '.join(known)}")
        raise AttributeError(name)

    def _known(self) -> list[str]:
        return list(dict.fromkeys([*_keys(type(self)), *self._data]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __contains__(self, key: object) -> bool:
        return key in self._data

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._known()]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Piece) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(f"{key}={_short(value)}" for key, value in self._data.items())
        return f"{type(self).__name__}({shown})"


def _keys(kind: type[Piece]) -> list[str]:
    names = kind.__dict__.get("__annotations__", {})
    return [name.removesuffix("_") for name in names if not name.startswith("_")]


def _short(value: object) -> str:
    if isinstance(value, (list, dict)) and len(value) > 3:
        return f"<{len(value)} of them>"
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _wrapped(value: Any, depth: int, part: str | None) -> Any:
    if isinstance(value, list):
        return [_wrapped(item, depth, part) for item in value]
    if not isinstance(value, dict):
        return value
    if depth > 0:
        return {key: _wrapped(item, depth - 1, part) for key, item in value.items()}
    return _kind(part)(value)


def _kind(part: str | None) -> type[Piece]:
    from . import answers

    found = getattr(answers, part, Piece) if part else Piece
    return found if issubclass(found, Piece) else Piece
