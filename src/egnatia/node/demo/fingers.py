"""SYNTHETIC containers: the form of ANSI/NIST-ITL 1-2011 (Type-1, Type-2, ten Type-14 records) around images that are pattern bytes, no fingers."""

from __future__ import annotations

import random

from egnatia.node.biometrics.containers import FS, GS, RS, US


def _record(kind: int, fields: dict[int, bytes]) -> bytes:
    """Field 001 holds the length of the whole record, itself included."""
    parts = [f"{kind}.{number:03d}:".encode() + value for number, value in fields.items()]
    rest = GS + GS.join(parts) + FS
    size = 0
    while (whole := len(f"{kind}.001:{size}") + len(rest)) != size:
        size = whole
    return f"{kind}.001:{size}".encode() + rest


def container(
    seed: int,
    *,
    fingers: tuple[int, ...] = tuple(range(1, 11)),
    amputated: tuple[int, ...] = (),
    quality: int = 71,
    noise: int = 0,
    images_of_missing: bool = True,
) -> bytes:
    """Ten fingers, or some. The same seed gives the same pattern; ``noise`` changes that many of its 200 bytes, as a second capture would."""
    records = [_record(2, {2: b"00", 3: b"SYNTHETIC"})]
    for place, position in enumerate((*fingers, *amputated), start=1):
        fields = {2: f"{place:02d}".encode(), 3: b"0", 4: b"SYNTHETIC", 11: b"NONE", 13: str(position).encode()}
        if position in amputated:
            fields[18] = f"{position}".encode() + US + b"XX"
        else:
            fields[24] = US.join((str(position).encode(), str(quality).encode(), b"0000", b"0"))
        image = bytearray(random.Random(f"{seed}|{position}").randbytes(200))  # noqa: S311
        for at in range(noise):
            image[at] ^= 0xFF
        records.append(_record(14, fields if position in amputated and not images_of_missing else {**fields, 999: bytes(image)}))
    count = RS.join([US.join((b"1", str(len(records)).encode())), US.join((b"2", b"00"))])
    count += b"".join(RS + US.join((b"14", f"{place:02d}".encode())) for place in range(1, len(records)))
    return _record(1, {2: b"0502", 3: count, 4: b"SYN", 5: b"20260101"}) + b"".join(records)
