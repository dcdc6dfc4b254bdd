"""What everybody reads, and what partners see of it before."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.updates.models import Post, PostText
from egnatia.hub.updates.posts import rendering
from egnatia.kernel import cases
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

ENGLISH = "eng"


def known(case: CaseFile) -> dict[str, Any]:
    one = PostText.objects.get(post=case.pk, language=ENGLISH)
    return {name: getattr(one, name) for name in ("title", "summary", "body")}


def is_update(case: CaseFile, actor: Actor) -> bool:
    return Post.objects.filter(pk=case.pk, kind=Post.Kind.UPDATE).exists()


def public() -> QuerySet[Post]:
    """What everybody may read, the newest first."""
    return (
        Post.objects.filter(public=True, case__state="published").prefetch_related("texts", "figures").select_related("party", "case").order_by("-published_at")
    )


def all_of(actor: Actor) -> QuerySet[Post]:
    """Posts in every state, for partners."""
    return Post.objects.exclude(case__state="discarded").select_related("case", "party").prefetch_related("texts", "figures").order_by("-case__opened_at")


def text(one: Post, language: str = ENGLISH) -> PostText | None:
    """In a language, else in English; title and summary with their figures as numbers."""
    known = {each.language: each for each in one.texts.all()}
    found = known.get(language) or known.get(ENGLISH)
    if found is not None:
        found.title, found.summary = (rendering.plain(one.figures.all(), each) for each in (found.title, found.summary))
    return found


def is_old(one: Post, found: PostText) -> bool:
    """Whether the English words changed after a translation was made."""
    english = text(one)
    return english is not None and found.version != english.version


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Post.objects.select_related("party").prefetch_related("texts", "figures").get(pk=case.pk)
    words = text(one)
    rows = [
        Row(_("Kind"), one.get_kind_display()),
        Row(_("Who tells it"), one.party.name),
        Row(_("Topic"), one.topic),
        Row(_("Title"), words.title if words else "–", "", reverse("update_preview", args=[one.pk])),
        Row(_("Summary"), words.summary if words else "–"),
        Row(_("Who reads it"), _("everybody") if one.public else _("partners")),
    ]
    if one.first:
        rows.append(Row(_("Period"), f"{one.first} – {one.last}"))
    if one.published_at:
        rows.append(Row(_("Published"), one.published_at, "done", reverse("update", args=[one.slug]) if one.public and case.state == "published" else ""))
    if one.remarks:
        rows.append(Row(_("Remarks"), one.remarks, "warn"))
    counted = [Row(f"{{{each.code}}} · {each.label}", each.value if each.of is None else f"{each.value} / {each.of}") for each in one.figures.all()]
    spoken = [
        Row(languages.name(each.language), _("older than the English words") if is_old(one, each) else each.title, "warn" if is_old(one, each) else "")
        for each in one.texts.all()
    ]
    told = [
        Row(each.number, registry[each.procedure].label, "", reverse("case", args=[each.pk]))
        for each in cases.visible(actor).filter(told_in=one).order_by("number")
    ]
    return [
        Section(_("News and updates"), rows),
        Section(_("What it tells of"), told, "" if told else _("Nothing that your office opens.")),
        Section(_("Figures"), counted, "" if counted else _("None.")),
        Section(_("Languages"), spoken),
    ]
