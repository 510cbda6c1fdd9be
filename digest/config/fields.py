"""What a key of the configuration may be: walks the settings classes along a place."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from digest.config.lines import Place
from digest.config.settings import Settings

NOT_KEYS = frozenset({"home", "warnings"})
"""Fields of ``Settings`` that ``load`` fills."""


def kinds(annotation: Any) -> tuple[Any, ...]:
    """The types an annotation allows, without None."""
    if get_origin(annotation) in (Union, UnionType):
        return tuple(kind for kind in get_args(annotation) if kind is not type(None))
    return (annotation,)


def part(annotation: Any) -> type[BaseModel] | None:
    """The settings class in an annotation, also as the element of a list."""
    for kind in kinds(annotation):
        inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


def keys(owner: type[BaseModel]) -> list[str]:
    """The keys a table of this class may have."""
    return [name for name in owner.model_fields if owner is not Settings or name not in NOT_KEYS]


def owner(place: Place) -> type[BaseModel] | None:
    """The class of the table that holds the last key of the place."""
    at: type[BaseModel] | None = Settings
    for key in place[:-1]:
        if isinstance(key, int):
            continue
        field = at.model_fields.get(key) if at else None
        at = part(field.annotation) if field else None
    return at


def field(place: Place) -> FieldInfo | None:
    """The field of a place; of the list, where the place ends in a position."""
    named = place[:-1] if place and isinstance(place[-1], int) else place
    at = owner(named)
    return at.model_fields.get(str(named[-1])) if at and named else None


def is_list(place: Place) -> bool:
    """Whether the key takes a list."""
    found = field(place)
    return found is not None and any(get_origin(kind) is tuple for kind in kinds(found.annotation))


def is_secret(place: Place) -> bool:
    """Whether the value must never be shown."""
    found = field(place)
    return found is not None and SecretStr in kinds(found.annotation)


def walk(owner: type[BaseModel] = Settings, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], FieldInfo]]:
    """Every setting that holds a value, with its keys from the root; positions in lists are left out."""
    for name in keys(owner):
        found = owner.model_fields[name]
        inner = part(found.annotation)
        if inner:
            yield from walk(inner, (*above, name))
        else:
            yield (*above, name), found
