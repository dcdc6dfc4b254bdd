"""A question about a country says for nobody: what would tell of a person is found before it is sent."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.refusals import BadInput
from egnatia.node.coi.text import words
from egnatia.node.people import recognising

# An e-mail address, and a telephone number as it is written with its country.
_REACH = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\+|\b00)\d[\d ()/-]{6,}\d")


def telling(texts: Collection[str], language: str, *, person: UUID | None = None, public: bool = False) -> list[str]:
    """Words that tell of a person: addresses, and what the register knows. ``person``: who is not told of even by one name; ``public``: a name may be that of
    a person of public life who is only called like somebody of the register."""
    whole = "\n".join(texts)
    found = _REACH.findall(whole)
    if person is not None:
        found += recognising.of_person(whole, person)
    known = recognising.named(whole, words.stop_words(words.family(language)))
    return list(dict.fromkeys([*found, *(one for one in known if not public or any(char.isdigit() for char in one))]))


def check(texts: Mapping[str, str], language: str, **how: Any) -> None:
    """Raises BadInput at each field whose words tell of a person; ``how`` as for ``telling``."""
    told = _("These words tell of a person: %(words)s. Write about the country, and leave them out.")
    wrong = {name: told % {"words": ", ".join(found)} for name, text in texts.items() if (found := telling([text], language, **how))}
    if wrong:
        raise BadInput(wrong)
