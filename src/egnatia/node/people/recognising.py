"""Whether a text names somebody of the register: for texts that must not, such as a question about a country. It says which words, never whose."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.codes.dates import PartialDate, Precision
from egnatia.kernel.models import CaseFile
from egnatia.kernel.store import keys
from egnatia.node.people import names
from egnatia.node.people.models import ClaimedIdentity, FamilyLink, NameKey, TravelDocument
from egnatia.node.people.recording import number_index

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NUMBER = re.compile(r"\b(?=\w*\d)[\w-]{5,30}\b")
_DATES = re.compile(r"\b(?:(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{1,2})[-./ ]{1,2}(\d{1,2})[-./ ]{1,2}(\d{4}))\b")
# Between the words of a name that is written may stand one other, such as the father's.
_APART = 2
# People of one pair of names that are compared word by word.
_ALIKE = 200


def named(text: str, small: Collection[str] = ()) -> list[str]:
    """Words of ``text`` that name somebody of the whole register: two words of one person's name near each other, a number of a document or of a case about
    somebody. ``small``: words of its language that are no names where they are written small."""
    # Keys of persons whom the reader may not see are forgotten again.
    with seeing_all(), keys.key_ring():
        return list(dict.fromkeys([*_by_number(text), *_by_names(text, small)]))


def of_person(text: str, person: UUID) -> list[str]:
    """Words of ``text`` that tell of one person or a relative: any word of a name, a date of birth."""
    with seeing_all(), keys.key_ring():
        links = FamilyLink.objects.filter(Q(person=person) | Q(relative=person)).values_list("person", "relative")
        known = _identities({person, *(one for pair in links for one in pair)})
        told = {word for one in known for word in _words_of(one) if len(word) > 2}
        days = {day for one in known for day in _days(one.birth)}
    found = [one for one in _WORD.findall(text) if set(names.words(one)) & told]
    return list(dict.fromkeys([*found, *(match[0] for match in _DATES.finditer(text) if _is_one_of(match, days))]))


def _days(birth: PartialDate) -> set[str]:
    """A whole date as this calendar writes it, and as it was told."""
    return {str(birth), birth.told} if birth.precision is Precision.DAY else set()


def _is_one_of(match: re.Match[str], days: set[str]) -> bool:
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    return bool({f"{year}-{month:0>2}-{day:0>2}", f"{year}-{day:0>2}-{month:0>2}"} & days)


def _words_of(one: ClaimedIdentity) -> set[str]:
    return {word for text in (one.family_name, one.given_names, one.father_name, one.original_script) if text for word in names.words(text)}


def _by_number(text: str) -> Iterator[str]:
    for one in _NUMBER.findall(text):
        if (
            TravelDocument.objects.filter(number_index=number_index(one)).exists()
            or CaseFile.objects.filter(number=one.upper(), subject__isnull=False).exists()
        ):
            yield one


def _by_names(text: str, small: Collection[str]) -> Iterator[str]:
    written = _WORD.findall(text)
    large = [one for one in written if not (one.islower() and one in small)]
    indexed = {one: [keys.blind_index("name", each) for each in names.index_words(one)] for one in set(written)}
    # Most words are nobody's name: they are left out before pairs are made.
    known = {one for one, made in indexed.items() if made and all(NameKey.objects.filter(key=each).exists() for each in made)}
    # A small word of one language is a name of another ("ali"): beside the next word it counts.
    pairs = dict.fromkeys([*_pairs(large, _APART), *_pairs(written, 1)])
    for first, second in pairs:
        if first in known and second in known and first.casefold() != second.casefold() and _somebody((first, second), [*indexed[first], *indexed[second]]):
            yield f"{first} {second}"


def _pairs(written: list[str], apart: int) -> Iterator[tuple[str, str]]:
    for at, first in enumerate(written):
        for second in written[at + 1 : at + 1 + apart]:
            yield first, second


def _somebody(pair: tuple[str, str], index: list[bytes]) -> bool:
    found = NameKey.objects.filter(key=index[0])
    for key in index[1:]:
        found = found.filter(Exists(NameKey.objects.filter(person=OuterRef("person"), key=key)))
    persons = set(found.order_by("-recorded_at").values_list("person_id", flat=True)[:_ALIKE])
    return any(all(_is_in(word, _words_of(one)) for word in pair) for one in _identities(persons))


def _identities(persons: Collection[UUID]) -> list[ClaimedIdentity]:
    keys.fetch(persons)
    return list(ClaimedIdentity.objects.filter(person__in=persons))


def _is_in(word: str, told: set[str]) -> bool:
    """As it is written, or another spelling of it: of a long word that is written like a name, or in a script without capitals."""
    parts = names.words(word)
    if all(part in told for part in parts):
        return True
    skeletons = {names.skeleton(one) for one in told}
    return not word.islower() and all(len(names.skeleton(part)) > 2 and names.skeleton(part) in skeletons for part in parts)
