"""Letters to addresses: the link that confirms, and each update once. Sending happens outside of the step that asked for it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.hub.updates.models import Letter, Post, Subscriber
from egnatia.hub.updates.posts import selectors
from egnatia.hub.updates.subscribers import register
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE


def _address(path: str) -> str:
    return settings.EGNATIA_ADDRESS.rstrip("/") + path


def ask_to_confirm(pk: UUID) -> None:
    one = Subscriber.objects.filter(pk=pk, confirmed_at=None).first()
    if one is None:
        return
    link = _address(reverse("subscription", args=[register.confirming(one)]))
    asked = "Somebody asked to send the cooperation updates to this address. If it was you, open this page and say so:"
    text = f"{asked}\n{link}\n\nIf not, do nothing: you hear no more of it."
    EmailMessage("Please confirm: cooperation updates", text, None, [one.email]).send()


def _letter(post: Post, one: Subscriber) -> EmailMessage | None:
    words = selectors.text(post, one.language)
    if words is None:
        return None
    leave = _address(reverse("leave_subscription", args=[register.leaving(one)]))
    page = _address(reverse("update", args=[post.slug])) + (f"?lang={words.language}" if words.language != selectors.ENGLISH else "")
    text = f"{words.title}\n\n{words.summary}\n\nRead it: {page}\n\n--\nNo more of these: {leave}\n{KOSOVO_FOOTNOTE}"
    # RFC 8058: one click in the reader's own program is enough.
    headers = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(" ".join(words.title.split()), text, None, [one.email], headers=headers)


def send(pk: UUID) -> int:
    """Send a published update to all who did not get it yet; returns to how many. One that fails holds up no other, and is tried again in the next run."""
    post = selectors.public().filter(pk=pk).first()
    if post is None:
        return 0
    sent = 0
    for one in Subscriber.objects.exclude(confirmed_at=None).exclude(letter__post=post):
        mail = _letter(post, one)
        try:
            with transaction.atomic():
                Letter.objects.create(subscriber=one, post=post)
                if mail is not None:
                    mail.send()
                    sent += 1
        except (OSError, IntegrityError):
            continue
    return sent
