"""Field types for personal values in the tables of every app above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models

from goldbell.apps.privacy.blind import BLIND_BYTES
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import Sealed

__all__ = ["BlindField", "SealedField", "WordsField"]

if TYPE_CHECKING:
    from typing import TypeVar

    _ST = TypeVar("_ST", contravariant=True)
    _GT = TypeVar("_GT", covariant=True)

    class _SealedBase(models.Field[_ST, _GT]):
        _pyi_private_set_type: Sealed
        _pyi_private_get_type: Sealed
        _pyi_lookup_exact_type: Sealed

    class _BlindBase(models.Field[_ST, _GT]):
        _pyi_private_set_type: bytes
        _pyi_private_get_type: bytes
        _pyi_lookup_exact_type: bytes

    class _WordsBase(SearchVectorField[_ST, _GT]):
        _pyi_private_set_type: str
        _pyi_private_get_type: str

else:

    class _Subscriptable:
        """Lets the typed spelling ``Base[_ST, _GT]`` stand at run time."""

        def __class_getitem__(cls, _types: object) -> type:
            return cls

    class _SealedBase(_Subscriptable, models.Field):
        pass

    class _BlindBase(_Subscriptable, models.Field):
        pass

    class _WordsBase(_Subscriptable, SearchVectorField):
        pass

    _ST = _GT = object


class SealedField(_SealedBase[_ST, _GT]):
    """A personal value, bytea: takes and gives ``Sealed`` (or None where ``null``). ``SealedField(kind=Kind.NAME)``.

    Plain text is refused with TypeError: services seal before they save, and a forgotten seal fails a test.
    """

    description = "sealed personal value"
    empty_strings_allowed = False

    def __init__(self, *args: Any, kind: Kind = Kind.OTHER, **kwargs: Any) -> None:
        self.kind = Kind(kind)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """For migrations: the kind as its plain word."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "kind": self.kind.value}

    def get_internal_type(self) -> str:
        """Bytes in PostgreSQL."""
        return "BinaryField"

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Sealed | None:
        """Bytes from the database become a sealed value."""
        return None if value is None else Sealed(bytes(value))

    def get_prep_value(self, value: Any) -> bytes | None:
        """Sealed bytes for the database. TypeError for anything unsealed, ValueError for another kind."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} takes a sealed value, not {type(value).__name__}")
        if value.kind != self.kind:
            raise ValueError(f"{self.name} takes a sealed {self.kind.value}, not a {value.kind.value}")
        return value.raw

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As the driver takes bytes."""
        plain = value if prepared else self.get_prep_value(value)
        return None if plain is None else connection.Database.Binary(plain)

    def value_to_string(self, obj: models.Model) -> str:
        """For dumps: the sealed bytes, never their content."""
        value = self.value_from_object(obj)
        return value.raw.hex() if isinstance(value, Sealed) else ""


class BlindField(_BlindBase[_ST, _GT]):
    """The fingerprint of a personal value (``sealing.blind``), 16 bytes, indexed: the way to find by equality."""

    description = "keyed fingerprint"
    empty_strings_allowed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        kwargs["db_index"] = bool(getattr(self, "db_index", True))
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        """Bytes in PostgreSQL."""
        return "BinaryField"

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> bytes | None:
        """Plain bytes, so that fingerprints compare."""
        return None if value is None else bytes(value)

    def get_prep_value(self, value: Any) -> bytes | None:
        """Sixteen bytes, or ValueError: a text here would be an unblinded value."""
        if value is None:
            return None
        if not isinstance(value, bytes) or len(value) != BLIND_BYTES:
            raise ValueError(f"{self.name} takes a fingerprint of {BLIND_BYTES} bytes")
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As the driver takes bytes."""
        plain = value if prepared else self.get_prep_value(value)
        return None if plain is None else connection.Database.Binary(plain)


class WordsField(_WordsBase[_ST, _GT]):
    """A tsvector of keyed pairs of characters: assign ``" ".join(blind_words(text))``; give the table a GinIndex on it.

    Find with ``.filter(words=SearchQuery(word_query(text), search_type="raw", config="simple"))``."""

    description = "keyed words"
