"""What is new for a member of staff: tasks of their unit since they last looked. An e-mail says how many, and nothing else."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import ngettext

from egnatia.kernel import cases
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.models import Task, User

log = logging.getLogger(__name__)
SHOWN = 50
NOT_OFTENER_THAN = timedelta(minutes=30)


def _after(tasks: QuerySet[Task], since: datetime | None) -> QuerySet[Task]:
    return tasks.filter(opened_at__gt=since) if since else tasks


def new_for(actor: Actor, since: datetime | None) -> list[Task]:
    """Those tasks, the oldest first, so that what is not shown yet comes next time."""
    return list(_after(cases.waiting_tasks(actor), since).select_related("case").order_by("opened_at", "case__number")[:SHOWN])


def seen(user: UUID, until: datetime) -> None:
    """Note that the notices up to a moment were looked at."""
    User.objects.filter(Q(notices_seen_at=None) | Q(notices_seen_at__lt=until), pk=user).update(notices_seen_at=until)


def set_mail(user: UUID, wanted: bool) -> None:
    User.objects.filter(pk=user).update(notify_by_email=wanted)


def mail_all(now: datetime) -> int:
    """Tell by e-mail who asked for it that something new waits; at most once in half an hour each. Returns how many were sent."""
    sent = 0
    due = Q(mailed_at=None) | Q(mailed_at__lte=now - NOT_OFTENER_THAN)
    with acting_as(SYSTEM):
        people = list(User.objects.filter(due, is_active=True, notify_by_email=True).exclude(email=""))
    for one in people:
        with acting_as(SYSTEM):
            since = max(filter(None, (one.mailed_at, one.notices_seen_at)), default=None)
            number = _after(cases.waiting_in(one.unit_id, one.roles), since).count()
            if not number:
                continue
            # Marked before it is sent: better one mail too few than the same mail every minute.
            if not User.objects.filter(due, pk=one.pk).update(mailed_at=now):
                continue
        sent += _mail(one, number)
    return sent


def _mail(user: User, number: int) -> bool:
    with translation.override(settings.LANGUAGE_CODE):
        text = ngettext("%(number)d new task waits for your unit.", "%(number)d new tasks wait for your unit.", number) % {"number": number}
    try:
        send_mail("Egnatia", f"{text}\n{settings.EGNATIA_ADDRESS}", None, [user.email])
    except OSError:
        log.warning("a notice could not be sent by e-mail")
        return False
    return True
