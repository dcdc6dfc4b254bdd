"""What nodes and hub say to each other as a form: exactly the fields that were agreed on, each of its kind; anything more is refused."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class BadForm(ValueError):
    """No message in the form; the text says which field is wrong and quotes nothing."""


class Form(BaseModel):
    """Exactly these fields, each of its kind; anything more is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def told(self) -> bytes:
        return self.model_dump_json().encode()


F = TypeVar("F", bound=Form)


def read(form: type[F], payload: bytes) -> F:
    """Raises BadForm."""
    try:
        return form.model_validate_json(payload, strict=True)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        raise BadForm(f"{'.'.join(map(str, first['loc'])) or 'message'}: {first['type']}") from None
