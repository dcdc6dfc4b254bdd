"""The monitor's notebook: each line is sealed with age to a key that only the monitor can open.

The identity is kept locked with a passphrase that stands nowhere: neither the deployment's root key, nor the database's owner, nor an administrator of the
authority opens a line (EBCG Reg. (EU) 2019/1896 art. 110, 111; Return Directive art. 8(6); FR-38). Whoever lost the passphrase has lost the notebook: the
page says so before a key is made. Each line holds the hash of the one before: one that was taken out of
the middle is noticed. Whether the last ones are missing the monitor sees by their number, which the page shows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyrage

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.hold import hold
from egnatia.node.returns.models import Item, MonitorKey, Observation, Phase, Severity

SHORTEST = 16


class Locked(ValueError):
    """The passphrase does not open it, there is no key, or a line is missing."""


@dataclass(frozen=True)
class Line:
    """One line as the monitor reads it."""

    number: int
    at: datetime
    phase: Phase
    item: Item
    severity: Severity
    words: str


def key_of(unit: Any) -> MonitorKey | None:
    """The newest key of a monitor's unit."""
    return MonitorKey.objects.filter(unit=unit).order_by("-made_at").first()


def make_key(actor: Actor, passphrase: str) -> MonitorKey:
    """A new key of the monitor's own unit. Raises Locked for a passphrase that is too short, and where one was made: an older notebook opens by it alone."""
    if len(passphrase) < SHORTEST:
        raise Locked(f"at least {SHORTEST} characters")
    if key_of(actor.unit) is not None:
        raise Locked("a key was made before")
    identity = pyrage.x25519.Identity.generate()
    locked = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
    log.write(actor, log.Operation.COLLECT, "monitor.make_key", purpose=Purpose.MONITORING)
    known = {"recipient": str(identity.to_public()), "locked": locked, "made_at": moment.now(), "made_by_name": actor.name}
    return MonitorKey.objects.create(unit_id=actor.unit, **known)


def write(case: CaseFile, phase: str, item: str, severity: str, words: str) -> None:
    """Add a line. Raises Locked where the monitor has no key: nothing is ever kept in the clear."""
    key = key_of(case.unit_id)
    if key is None:
        raise Locked("no key")
    hold(f"notebook|{case.pk}")  # two lines at once wait for each other: each knows the one before
    last = Observation.objects.filter(case=case).order_by("-number").first()
    told = json.dumps({"item": item, "severity": severity, "words": words}, ensure_ascii=False).encode()
    content = pyrage.encrypt(told, [pyrage.x25519.Recipient.from_str(key.recipient)])
    number = (last.number if last else 0) + 1
    Observation.objects.create(case=case, number=number, phase=phase, content=content, previous=_digest(last), at=moment.now())


def _digest(line: Observation | None) -> str:
    if line is None:
        return ""
    return hashlib.sha256(f"{line.number}|{line.phase}|{line.previous}|".encode() + bytes(line.content)).hexdigest()


def whole(case: CaseFile) -> bool:
    """Whether no line is missing and none was changed, as far as the lines themselves can tell."""
    before: Observation | None = None
    for line in Observation.objects.filter(case=case).order_by("number"):
        if line.previous != _digest(before) or line.number != (before.number if before else 0) + 1:
            return False
        before = line
    return True


def read(case: CaseFile, actor: Actor, passphrase: str) -> list[Line]:
    """All lines, for the monitor who knows the passphrase. Raises Locked."""
    key = key_of(actor.unit)
    if key is None or key.unit_id != case.unit_id:
        raise Locked("no key")
    try:
        identity = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(bytes(key.locked), passphrase).decode())
    except pyrage.DecryptError:
        raise Locked("passphrase") from None
    log.write(actor, log.Operation.CONSULT, "monitor.read_notebook", purpose=Purpose.MONITORING, case_id=case.pk)
    return [_line(one, identity) for one in Observation.objects.filter(case=case).order_by("number")]


def _line(one: Observation, identity: pyrage.x25519.Identity) -> Line:
    told = json.loads(pyrage.decrypt(bytes(one.content), [identity]))
    return Line(one.number, one.at, Phase(one.phase), Item(told["item"]), Severity(told["severity"]), str(told["words"]))


def counts(case: CaseFile) -> dict[str, int]:
    """Lines of each phase: what coverage is counted from."""
    found = dict.fromkeys(Phase.values, 0)
    for phase in Observation.objects.filter(case=case).values_list("phase", flat=True):
        found[phase] += 1
    return found
