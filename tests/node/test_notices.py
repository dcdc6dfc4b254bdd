"""E-mails say how many tasks are new, to those who asked, not oftener than every half hour, and nothing about a person."""

from __future__ import annotations

from datetime import timedelta

from django.core import mail

from egnatia.kernel import moment, notices
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import User
from egnatia.node.registration import actions as registration
from tests.node.conftest import do


def test_a_mail_counts_and_names_nobody(staff: dict[str, Actor]) -> None:
    do(registration.record_wish, staff["officer"], name="Karimi")
    assert notices.mail_all(moment.now()) == 0  # nobody asked for it
    User.objects.filter(username="asylum").update(email="asylum@authority.example", notify_by_email=True)
    User.objects.filter(username="statistician").update(email="statistics@authority.example", notify_by_email=True)
    now = moment.now()
    assert notices.mail_all(now) == 1
    assert [one.to for one in mail.outbox] == [["asylum@authority.example"]]
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert "1 new task waits for your unit." in text
    assert "Karimi" not in text
    assert "2026-" not in text
    # Not again for the same, and not within half an hour for more.
    do(registration.record_wish, staff["officer"], name="Noori")
    assert notices.mail_all(now + timedelta(minutes=29)) == 0
    assert notices.mail_all(now + timedelta(minutes=31)) == 1
    assert notices.mail_all(now + timedelta(minutes=90)) == 0
