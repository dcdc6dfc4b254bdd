"""Reads the head of a container: which standard, which fingers, which reasons. Images stay as they are.

ANSI/NIST-ITL 1-2011 (Update 2015), traditional encoding, clause 8.14: tagged fields ``14.013:`` … separated by GS, records ended by FS, subfields by
RS, items by US; field 999 holds the image and ends with its record, whose length stands in field 001. ISO/IEC 39794-4 and -5, tagged binary
encoding: one DER element with the outer tag [APPLICATION 4] or [APPLICATION 5].
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from egnatia.node.biometrics.models import Finger, MissingReason, Standard

FS, GS, RS, US = b"\x1c", b"\x1d", b"\x1e", b"\x1f"
LARGEST = 4_000_000
_ISO = {0x64: Standard.ISO_39794_4, 0x65: Standard.ISO_39794_5}
# Positions that one image covers: single fingers, plain thumbs, slaps, both thumbs (table 8).
_COVERS = {**{one: (one,) for one in range(1, 11)}, 11: (1,), 12: (6,), 13: (2, 3, 4, 5), 14: (7, 8, 9, 10), 15: (1, 6)}
_AMPUTATED = "XX"
_NO_SCORE = (254, 255)


class BadContainer(ValueError):
    """The file is no container that is known here, or a damaged one; the message says what to do."""


@dataclass
class Head:
    """What a container says of itself."""

    standard: Standard
    fingers: dict[int, int | None] = field(default_factory=dict)  # position → quality
    missing: dict[int, str] = field(default_factory=dict)  # position → MissingReason
    images: dict[int, bytes] = field(default_factory=dict)  # position code of the file → image

    @property
    def quality(self) -> int | None:
        return min((one for one in self.fingers.values() if one is not None), default=None)


def read(content: bytes) -> Head:
    """Raises BadContainer."""
    if not content or len(content) > LARGEST:
        raise BadContainer(_("The file is empty or larger than %(most)s MB: export it from the device again.") % {"most": LARGEST // 1_000_000})
    if content[0] in _ISO:
        return _iso(content)
    if content.startswith((b"1.001:", b"1.01:")):
        return _nist(content)
    raise BadContainer(_("This file is neither ANSI/NIST-ITL nor ISO/IEC 39794: choose the file that the capture device made."))


def _damaged() -> BadContainer:
    return BadContainer(_("The file is damaged or not complete: export it from the device again."))


def _iso(content: bytes) -> Head:
    """The outer element must fill the file exactly (ISO/IEC 8825-1: definite length)."""
    if len(content) < 2:
        raise _damaged()
    first, start = content[1], 2
    length = first
    if first & 0x80:
        count = first & 0x7F
        if not 1 <= count <= 4 or len(content) < 2 + count:
            raise _damaged()
        length, start = int.from_bytes(content[2 : 2 + count], "big"), 2 + count
    if length < 1 or start + length != len(content):
        raise _damaged()
    return Head(_ISO[content[0]])


def _nist(content: bytes) -> Head:
    head = Head(Standard.ANSI_NIST_ITL)
    rest, kinds = content, []
    while rest:
        fields, size = _record(rest)
        kind = next(iter(fields)).partition(".")[0]
        kinds.append(kind)
        if kind == "14":
            _finger_record(head, fields)
        rest = rest[size:]
    # Field 1.003 lists the records of the file, itself first: a file that was cut has fewer.
    listed = [one.split(US)[0].decode("ascii", "replace") for one in _record(content)[0].get("1.003", b"").split(RS)]
    if kinds[0] != "1" or sorted(listed[1:]) != sorted(kinds[1:]):
        raise _damaged()
    if not head.fingers and not head.missing:
        raise BadContainer(_("The file holds no fingerprint image (Type-14): choose another file."))
    return head


def _record(content: bytes) -> tuple[dict[str, bytes], int]:
    """(fields by tag, length) of the first record."""
    tag, colon, value = content[:40].partition(b":")
    digits = value.partition(GS)[0]
    if not colon or not digits.isdigit() or not tag.replace(b".", b"").isdigit():
        raise _damaged()
    size = int(digits)
    record = content[:size]
    if size > len(content) or not record.endswith(FS):
        raise _damaged()
    body, fields = record[:-1], {}
    while body:
        name, colon, value = body.partition(b":")
        kind, _dot, number = name.decode("ascii", "replace").partition(".")
        if not colon or not kind.isdigit() or not number.isdigit():
            raise _damaged()
        if int(number) == 999:
            fields[f"{kind}.999"] = value
            break
        value, _gs, body = value.partition(GS)
        fields[f"{kind}.{int(number):03d}"] = value
    return fields, size


def _items(value: bytes) -> list[list[str]]:
    return [[item.decode("ascii", "replace") for item in one.split(US)] for one in value.split(RS) if one]


def _finger_record(head: Head, fields: dict[str, bytes]) -> None:
    codes = [int(one[0]) for one in _items(fields.get("14.013", b"")) if one[0].isdigit()]
    image = fields.get("14.999", b"")
    if not codes or any(code not in _COVERS for code in codes):
        raise _damaged()
    absent = {int(one[0]): one[1] for one in _items(fields.get("14.018", b"")) if len(one) > 1 and one[0].isdigit()}
    scores = {int(one[0]): int(one[1]) for one in _items(fields.get("14.024", b"")) if len(one) > 1 and one[0].isdigit() and one[1].isdigit()}
    # Where no finger could be printed, the record holds the reason and no image.
    if not image and not all(position in absent for code in codes for position in _COVERS[code]):
        raise _damaged()
    for code in codes:
        head.images[code] = image
        for position in _COVERS[code]:
            if position in absent:
                head.missing[position] = MissingReason.AMPUTATED if absent[position] == _AMPUTATED else MissingReason.UNPRINTABLE
                continue
            score = scores.get(position)
            if score is not None and score not in _NO_SCORE and score > 100:
                raise _damaged()
            head.fingers[position] = None if score in _NO_SCORE else score


def unaccounted(head: Head, named: dict[int, str]) -> list[Finger]:
    """Fingers that are neither in the container nor said to be missing; none for a container that does not say its fingers."""
    if not head.fingers and not head.missing:
        return []
    return [one for one in Finger if one not in head.fingers and one not in head.missing and one not in named]
