"""Answers that were typed and not saved yet: kept sealed through time-outs, sign-outs and crashes, for the user who typed them alone.

A draft is bound to user and form by associated data; its key is derived from the root key for drafts only (AES-256-GCM). Drafts end when
their form is saved, when the user discards them, or after three days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from egnatia.kernel import moment
from egnatia.kernel.models import Draft
from egnatia.kernel.store import keys

KEPT_FOR = timedelta(days=3)
LARGEST = 256 * 1024
AT_MOST = 20
# Never kept: proofs of who somebody is, what an independent monitor writes, and what steers the form itself.
_LEFT_OUT = ("csrfmiddlewaretoken", "_draft", "_prefill", "_discard", "start_password", "notebook")


@dataclass(frozen=True)
class Kept:
    """A draft, opened."""

    fields: QueryDict
    kept_at: datetime


def _place(user: UUID, form: str) -> bytes:
    return f"kernel_draft|{user}|{form}".encode()


def form_of(request: HttpRequest) -> str:
    """The address that a draft is kept under: the page, and the case that it was started from. Nothing else of a query, which may hold anything."""
    try:
        source = f"?from={UUID(request.GET.get('from', ''))}"
    except ValueError:
        source = ""
    return f"{request.path}{source}"


def keep(user: UUID, form: str, fields: QueryDict) -> datetime | None:
    """Seal and store what was typed into the form at this address; returns when, or None for more than 256 KiB."""
    told = fields.copy()
    for name in _LEFT_OUT:
        told.pop(name, None)
    plain = told.urlencode().encode()
    if len(plain) > LARGEST or len(form) > 400:
        return None
    at, sealed = moment.now(), keys.seal_for("drafts", plain, _place(user, form))
    Draft.objects.update_or_create(user_id=user, form=form, defaults={"sealed": sealed, "kept_at": at})
    newest = Draft.objects.filter(user_id=user).order_by("-kept_at").values("pk")[:AT_MOST]
    Draft.objects.filter(user_id=user).exclude(pk__in=newest).delete()
    return at


def _kept(user: UUID) -> QuerySet[Draft]:
    return Draft.objects.filter(user_id=user, kept_at__gt=moment.now() - KEPT_FOR)


def find(user: UUID, form: str) -> Kept | None:
    """What the user typed there last. A draft that does not open any more is as none."""
    row = _kept(user).filter(form=form).first()
    if row is None:
        return None
    try:
        plain = keys.open_for("drafts", bytes(row.sealed), _place(user, form))
    except InvalidTag:
        return None
    return Kept(QueryDict(plain.decode()), row.kept_at)


def drop(user: UUID, form: str) -> None:
    Draft.objects.filter(user_id=user, form=form).delete()


def waiting(user: UUID) -> list[tuple[str, datetime]]:
    """(address, when) of the forms that the user began and did not send, the newest first."""
    return list(_kept(user).order_by("-kept_at").values_list("form", "kept_at"))


def purge(now: datetime) -> int:
    """Remove what is older than three days; returns how many."""
    return Draft.objects.filter(kept_at__lte=now - KEPT_FOR).delete()[0]
