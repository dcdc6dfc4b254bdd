"""How a citation is written: for a decision, at length, and for programs that keep references (RIS, CSL-JSON)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from egnatia.node.coi.selectors import Cited

# What people write who let a machine translate, in a field for a person's name.
_MACHINES = re.compile(
    r"\b(google|deepl|chat ?gpt|gpt\S*|openai|microsoft|yandex|copilot|e-?translation|llm|machine|automatic"
    r"|автоматск\w*|машинск\w*|automatsk\w*|mašinsk\w*|strojn\w*|makine)\b",
    re.IGNORECASE,
)


def names_a_machine(translator: str) -> bool:
    """Whether a name is that of a program, as far as it can be known."""
    return bool(_MACHINES.search(translator))


def footnote(one: Cited) -> str:
    """As EUAA reports cite, with the number and the beginning of the digest of the file that is kept here."""
    web = f"{one.web} " if one.web else ""
    by = f"translated by {one.translator}, " if one.translator else ""
    return (
        f"{one.publisher}, {one.title}, {one.published_on.isoformat()}, {one.pinpoint}, {by}{web}(accessed {one.accessed_on.isoformat()}), "
        f"{one.number}, SHA-256 {one.digest[:16]}…"
    )


def at_length(one: Cited) -> str:
    """As ecoi.net shows it, with the whole digest."""
    web = f"\n{one.web}" if one.web else ""
    return (
        f"{one.publisher}: {one.title}, {one.published_on.isoformat()}, {one.pinpoint}{web}\n(accessed on {one.accessed_on.isoformat()}; "
        f"kept as {one.number}, SHA-256 {one.digest})"
    )


def csl(cited: Sequence[Cited]) -> list[dict[str, Any]]:
    """CSL-JSON 1.0.2, one item for each citation."""
    return [
        {
            "id": f"{one.number}-{at}",
            "type": "report",
            "title": one.title,
            "author": [{"literal": one.publisher}],
            "issued": {"date-parts": [[one.published_on.year, one.published_on.month, one.published_on.day]]},
            "accessed": {"date-parts": [[one.accessed_on.year, one.accessed_on.month, one.accessed_on.day]]},
            "number": one.number,
            "locator": one.pinpoint,
            "note": f"SHA-256 {one.digest}",
            **({"URL": one.web} if one.web else {}),
        }
        for at, one in enumerate(cited, 1)
    ]


def ris(cited: Sequence[Cited]) -> str:
    """RIS, one record for each citation; lines end as the format says."""
    lines: list[str] = []
    for one in cited:
        told = [("TY", "RPRT"), ("AU", one.publisher), ("TI", one.title), ("PY", f"{one.published_on:%Y}"), ("DA", f"{one.published_on:%Y/%m/%d}")]
        told += [("SP", one.pinpoint), ("UR", one.web), ("Y2", f"{one.accessed_on:%Y/%m/%d}"), ("ID", one.number), ("N1", f"SHA-256 {one.digest}")]
        # A line break inside a value would begin another field.
        lines += [f"{tag}  - {' '.join(value.split())}" for tag, value in told if value]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines)
