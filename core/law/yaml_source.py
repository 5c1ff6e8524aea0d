"""Reading YAML strictly: plain values only, duplicate keys refused, errors that name the place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from core.errors import DataError

# PyYAML follows YAML 1.1, where `no` is a boolean and 14:20 a number of base sixty. Law data
# is full of both; only what a reader would call a boolean, an integer or nothing is one here.
_PLAIN = (
    ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf")),
    ("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")),
    ("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789")),
    ("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""]),
)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader with four plain types and no duplicate keys."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return the value of a node; one met twice stands behind an alias, which is refused.

        Every text of ours is written out, and a few nested aliases make a file that no
        memory can hold.
        """
        if node in self.constructed_objects or node in self.recursive_objects:
            raise yaml.constructor.ConstructorError(
                None, None, "anchors and aliases are not allowed", node.start_mark
            )
        return super().construct_object(node, deep)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return the mapping; a key met twice, or one that is no text, is an error."""
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key_node.tag == "tag:yaml.org,2002:merge" or not isinstance(key, str):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key must be plain text", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=True)
        return {str(key): value for key, value in mapping.items()}


for _tag, _pattern, _first in _PLAIN:
    _Loader.add_implicit_resolver(_tag, _pattern, _first)


def read_yaml(path: Path) -> Any:
    """Return the content of a shipped YAML file; DataError names file, line and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
        return yaml.load(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        raise DataError(path, "text", f"not UTF-8 at byte {error.start}") from error
    except OSError as error:
        raise DataError(path, "file", error.strerror or "cannot be read") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "text"
        raise DataError(path, where, getattr(error, "problem", None) or str(error)) from error
