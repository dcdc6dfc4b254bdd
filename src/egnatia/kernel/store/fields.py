"""A model field that is sealed with its person's key and bound to its place: table, column, row and key version are associated data,
so that a ciphertext moved to another row or column does not open. ``update``, ``bulk_update``, ``F`` and look-ups on it raise."""

from __future__ import annotations

import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLUpdateCompiler

from egnatia.kernel.store import keys

VERSION = b"\x01"


class Sealed(bytes):
    """Ciphertext as stored; never shows its bytes by accident."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


class Tampered(Exception):
    """A sealed field does not open with its person's key in its place."""


class _Opener:
    """Descriptor: reading opens, writing keeps the plain value until it is saved."""

    def __init__(self, field: SealedTextField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            # Opened once per instance; the sealed form is put back by pre_save only if the plain one changed.
            opened = instance.__dict__.setdefault("_opened", {})
            if name not in opened:
                opened[name] = self.field.open(value, instance)
            return opened[name]
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__.get("_opened", {}).pop(self.field.attname, None)
        instance.__dict__[self.field.attname] = value


class _SealedCol(Col):
    """The column in a query: it may be selected, as ciphertext, and nothing else."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        if isinstance(compiler, SQLUpdateCompiler):
            raise FieldError(f"{self.target.model._meta.label}.{self.target.name} is sealed to its place: F() cannot copy it")
        return super().as_sql(compiler, connection)


class SealedTextField(models.Field):
    """Text sealed with the key of the person named by ``subject`` (an attribute of the row: 'id' or a foreign key's attname)."""

    empty_strings_allowed = False

    def __init__(self, *args: Any, subject: str = "person_id", **kwargs: Any) -> None:
        self.subject = subject
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        kwargs["subject"] = self.subject
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opener(self))

    @staticmethod
    def _to_bytes(value: Any) -> bytes:
        return str(value).encode()

    @staticmethod
    def _from_bytes(value: bytes) -> Any:
        return value.decode()

    def _place(self, instance: models.Model) -> bytes:
        return f"{instance._meta.db_table}|{self.column}|{instance.pk}|1".encode()

    def open(self, value: Sealed, instance: models.Model) -> Any:
        """The plain value. Raises Tampered or keys.KeyProblem."""
        if value[:1] != VERSION:
            raise Tampered(f"{instance._meta.label}.{self.name}: unknown version of a sealed field")
        try:
            key = keys.key_of(getattr(instance, self.subject))
            return self._from_bytes(AESGCM(key).decrypt(value[1:13], value[13:], self._place(instance)))
        except InvalidTag:
            raise Tampered(f"{instance._meta.label}.{self.name} of row {instance.pk} was changed or moved outside the program") from None

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        nonce = os.urandom(keys.NONCE)
        key = keys.key_of(getattr(model_instance, self.subject))
        sealed = Sealed(VERSION + nonce + AESGCM(key).encrypt(nonce, self._to_bytes(value), self._place(model_instance)))
        model_instance.__dict__[self.attname] = sealed
        return sealed

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> bytes | None:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise FieldError(f"{self.model._meta.label}.{self.name} is sealed: set it on an instance and save that; update() and bulk_update() cannot seal")
        return bytes(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_col(self, alias: str, output_field: models.Field | None = None) -> Col:
        return _SealedCol(alias, self, output_field)

    def get_transform(self, lookup_name: str) -> Any:
        return self.get_lookup(lookup_name)

    def get_lookup(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.model._meta.label}.{self.name} is sealed: search by a blind index, not by the field")


class SealedBytesField(SealedTextField):
    """Bytes sealed in the same way, such as an image."""

    @staticmethod
    def _to_bytes(value: Any) -> bytes:
        return bytes(value)

    @staticmethod
    def _from_bytes(value: bytes) -> Any:
        return value
