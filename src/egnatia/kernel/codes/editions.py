"""Editions of country information as nodes share them: what a package may hold, and nothing else. No question is ever in it that was not published."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.spec import clean

FORMAT = "egnatia-coi-edition/1"
_MOST = 2_900_000
_Short = Annotated[str, StringConstraints(max_length=300)]
_Long = Annotated[str, StringConstraints(max_length=2000)]
_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class BadEdition(ValueError):
    """No package in the form of this file; the message says what is wrong and quotes nothing."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Strict):
    """A place in a document that bears on a claim; ``document`` is its number at the node that published, ``sha256`` that of its file."""

    quote: _Long
    pinpoint: _Short
    document: _Short
    sha256: _Digest
    language: _Short
    citation: _Long
    checked: bool
    # Editions of before there were translations have neither.
    translation: Annotated[str, StringConstraints(max_length=4000)] = ""
    translated_by: _Short = ""
    may_not_hold: Annotated[list[_Long], Field(max_length=50)]


class Claim(_Strict):
    number: int
    text: _Long
    one_source: bool
    supports: Annotated[list[Place], Field(min_length=1, max_length=100)]
    otherwise: Annotated[list[Place], Field(max_length=100)]


class Nothing(_Strict):
    terms: _Long
    looked_in: _Long
    on: date


class Question(_Strict):
    number: int
    question: _Short
    claims: Annotated[list[Claim], Field(max_length=200)]
    nothing: Annotated[list[Nothing], Field(max_length=50)]


class Edition(_Strict):
    """What was published, as its JSON says it."""

    format: Literal["egnatia-coi-edition/1"]
    number: Annotated[str, StringConstraints(pattern=r"^CQ\d{4}-\d{6}$")]
    edition: Annotated[int, Field(ge=1, le=9999)]
    node: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    node_name: _Short
    kind: _Short
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    publisher: _Short
    published_on: date
    country: Annotated[str, AfterValidator(countries.alpha3)]
    country_name: _Short
    topics: Annotated[list[tuple[_Short, _Short]], Field(max_length=30)]
    language: Annotated[str, AfterValidator(languages.code)]
    tag: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    rtl: bool
    period: _Short
    absence: _Long
    words: dict[_Short, _Long]
    footnote: _Long
    questions: Annotated[list[Question], Field(min_length=1, max_length=10)]

    @property
    def rests_on(self) -> set[str]:
        """Numbers of the documents that it quotes, at the node that published."""
        return {place.document for each in self.questions for claim in each.claims for place in (*claim.supports, *claim.otherwise)}


def read(content: bytes) -> Edition:
    """Raises BadEdition."""
    try:
        told = json.loads(content)
        controls = clean(told) != told
        one = Edition.model_validate_json(content)
    except (ValueError, RecursionError) as problem:
        first = problem.errors()[0]["loc"] if isinstance(problem, ValidationError) else ()
        raise BadEdition(f"the edition has not the form that is agreed: {'.'.join(map(str, first))[:80]}") from None
    if controls:
        raise BadEdition("the edition holds signs that control something")
    return one


def pack(content: bytes, paper: bytes) -> bytes:
    """An edition with its paper (PDF) as the payload of one envelope."""
    return json.dumps({"data": content.decode(), "paper": base64.b64encode(paper).decode()}).encode()


def unpack(payload: bytes, digest: Any, node: str) -> tuple[bytes, bytes, Edition]:
    """Bytes of the edition, its paper, and what it says. Raises BadEdition for anything else, for bytes that are not those of ``digest``, and for an edition
    that another country than ``node`` published."""
    if len(payload) > _MOST:
        raise BadEdition("the package is too large")
    try:
        told = json.loads(payload)
    except (ValueError, RecursionError):
        raise BadEdition("the package cannot be read") from None
    if not isinstance(told, dict) or set(told) != {"data", "paper"} or not all(isinstance(one, str) for one in told.values()):
        raise BadEdition("a package holds data and paper, and nothing else")
    try:
        content, paper = told["data"].encode(), base64.b64decode(told["paper"], validate=True)
    except ValueError:
        raise BadEdition("data or paper cannot be read") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise BadEdition("the data are not those of the digest")
    if not paper.startswith(b"%PDF-"):
        raise BadEdition("the paper is no PDF")
    one = read(content)
    if one.node != node:
        raise BadEdition("the edition is another country's")
    return content, paper, one
