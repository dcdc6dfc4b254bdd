"""What is known of questions and reports: their claims with both sides, what is left to answer, and their editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile, Task
from egnatia.kernel.subjects import Row, Section
from egnatia.node.coi import selectors as library
from egnatia.node.coi.models import Claim, Document, Edition, NothingFound, Remark, Research, SharedEdition, Support, Topic

REVIEW, READ = "REVIEW_COI_REPORT", "READ_COI_ANSWER"
# Never left out where nothing was found (EUAA COI Report Methodology).
ABSENCE = _("That no information was found does not show that something did not happen, or does not exist.")


@dataclass(frozen=True)
class Stated:
    """A claim with the places that say so and those that say otherwise."""

    claim: Claim
    supports: list[library.Cited]
    otherwise: list[library.Cited]

    @property
    def rests_on_one(self) -> bool:
        """Whether one source alone says so."""
        return len({one.source or one.publisher for one in self.supports}) < 2


def of(case: CaseFile) -> Research:
    return Research.objects.get(pk=case.pk)


def _claims(case: CaseFile) -> QuerySet[Claim]:
    """Those that stand, in the order of their questions."""
    return Claim.objects.filter(research=case.pk, struck=False).order_by("question", "number")


def stated(case: CaseFile) -> list[Stated]:
    """Claims that stand, in the order of their questions."""
    claims = list(_claims(case))
    places: dict[UUID, list[Support]] = defaultdict(list)
    for one in Support.objects.filter(claim__in=claims).order_by("citation__at"):
        places[one.claim_id].append(one)
    known = library.citations([one.citation_id for ones in places.values() for one in ones])
    sides = {key: ([known[one.citation_id] for one in ones if one.otherwise is side] for side in (False, True)) for key, ones in places.items()}
    return [Stated(one, *sides[one.pk]) for one in claims]


def nothing(case: CaseFile) -> list[NothingFound]:
    return list(NothingFound.objects.filter(research=case.pk, struck=False).order_by("question", "on"))


def cited(case: CaseFile) -> set[UUID]:
    """Citations that claims which stand rest on."""
    return set(Support.objects.filter(claim__research=case.pk, claim__struck=False).values_list("citation", flat=True))


def unanswered(case: CaseFile) -> list[int]:
    """Numbers of questions with neither a claim nor a search that found nothing."""
    answered = {*_claims(case).values_list("question", flat=True), *(one.question for one in nothing(case))}
    return [number for number in range(1, len(of(case).questions) + 1) if number not in answered]


def authors(case: CaseFile) -> set[UUID | None]:
    """Whoever wrote something of what stands."""
    wrote: set[UUID | None] = set(_claims(case).values_list("by", flat=True))
    wrote |= set(Support.objects.filter(claim__research=case.pk, claim__struck=False).values_list("by", flat=True))
    return wrote | {one.by for one in nothing(case)}


def texts(case: CaseFile) -> list[str]:
    """All that was written here; quotations are words of published documents."""
    one = of(case)
    return [
        one.title,
        *one.questions,
        *_claims(case).values_list("text", flat=True),
        *(text for each in nothing(case) for text in (each.terms, each.looked_in)),
    ]


def quotes(case: CaseFile) -> list[str]:
    """What claims that stand quote, with translation and place: a report may name somebody who came here since."""
    return [text for one in library.citations(cited(case)).values() for text in (one.quote, one.translation, one.pinpoint)]


# Forms.


def beside_case(case: CaseFile) -> dict[str, Any] | None:
    """From an examination a question can be asked: it is compared with that person's names, and keeps no link to the case."""
    return {"beside": case.pk} if case.subject and case.procedure == "asylum" else None


def never_published(case: CaseFile, actor: Actor) -> bool:
    return not Edition.objects.filter(research=case.pk).exists()


def has_claims(case: CaseFile, actor: Actor) -> bool:
    return _claims(case).exists()


def _waits(case: CaseFile, code: str) -> bool:
    return Task.objects.filter(case=case, code=code, done_at=None).exists()


def to_look_at(case: CaseFile, actor: Actor) -> bool:
    return _waits(case, REVIEW)


def to_read(case: CaseFile, actor: Actor) -> bool:
    return _waits(case, READ)


def to_share(case: CaseFile, actor: Actor) -> bool:
    last = editions(case.pk).first()
    return last is not None and last.shared_at is None and not last.document.withdrawn


def places(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Questions, documents of which a place can be quoted, and claims."""
    one = of(case)
    return {
        "question": [(number, f"{number}. {text}") for number, text in enumerate(one.questions, 1)],
        "document": library.choices(one.country),
        "claim": [(str(each.pk), f"{each.number}. {each.text[:120]}") for each in _claims(case).order_by("number")],
    }


def publishers(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"source": [(str(one.pk), f"{one.name} ({one.get_kind_display()})") for one in library.sources()]}


# Pages.


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    rows = [
        Row(_("What it is"), one.get_kind_display()),
        Row(_("What it is about"), one.title),
        Row(_("Country"), countries.name(one.country)),
        Row(_("Topics"), ", ".join(str(Topic(code).label) for code in one.topics.split())),
        Row(_("Period"), period(one)),
        Row(_("Language of the answer"), languages.name(one.language)),
        Row(_("Asked by"), one.asked_by_name),
        *([Row(_("Needed by"), one.needed_by)] if one.needed_by else []),
        *([Row(_("Person of public life"), one.public)] if one.public else []),
        *(_edition(each) for each in editions(case.pk)),
        *(
            Row(each.get_what_display(), f"{each.text} ({each.by_name}, {each.at:%Y-%m-%d})", "warn")
            for each in Remark.objects.filter(research=one).order_by("-at")
        ),
    ]
    return [Section(_("Question or report"), rows), *_answers(case, one)]


def period(one: Research) -> str:
    days = [day.isoformat() if day else "…" for day in (one.since, one.until)]
    return f"{days[0]} – {days[1]}" if one.since or one.until else str(_("the present"))


def _edition(one: Edition) -> Row:
    state = _(" · withdrawn: not cited any more") if one.document.withdrawn else ""
    return Row(
        _("Edition %(number)s") % {"number": one.number},
        f"{one.document.number} · {one.published_at:%Y-%m-%d}{state}",
        "",
        reverse("coi_report", args=[one.pk]),
    )


def _answers(case: CaseFile, one: Research) -> list[Section]:
    claims, empty = stated(case), nothing(case)
    found = []
    for number, question in enumerate(one.questions, 1):
        rows = [row for each in claims if each.claim.question == number for row in _claim(each)]
        rows += [row for each in empty if each.question == number for row in _nothing(each)]
        found.append(Section(f"{number}. {question}", rows or [Row(_("Answer"), _("none yet"), "warn")]))
    return found


def _claim(one: Stated) -> list[Row]:
    rows = [Row(_("Claim %(number)s") % {"number": one.claim.number}, f"{one.claim.text} ({one.claim.by_name})")]
    rows += [Row(_("Says so"), f"“{each.quote}” {each.number}, {each.pinpoint}, {each.publisher}", "", each.address) for each in one.supports]
    rows += [Row(_("Says otherwise"), f"“{each.quote}” {each.number}, {each.pinpoint}, {each.publisher}", "warn", each.address) for each in one.otherwise]
    return [*rows, Row(_("Sources"), _("one alone says so"), "warn")] if one.rests_on_one else rows


def _nothing(one: NothingFound) -> list[Row]:
    told = _("Looked for: %(terms)s. Where: %(where)s. On %(day)s.") % {"terms": one.terms, "where": one.looked_in, "day": one.on.isoformat()}
    return [Row(_("Nothing found"), f"{told} {ABSENCE} ({one.by_name})", "warn")]


def editions(research: UUID) -> QuerySet[Edition]:
    """The newest first, without their contents."""
    heavy = ("content", "document__content", "document__text")
    return Edition.objects.filter(research=research).select_related("document").defer(*heavy).order_by("-number")


def published() -> QuerySet[Edition]:
    """Editions of all units, the newest first."""
    return Edition.objects.select_related("document", "research").defer("content", "document__content", "document__text").order_by("-published_at")


def waiting() -> list[tuple[CaseFile, Research]]:
    """What is open in the reader's own unit, what is needed first."""
    found = Research.objects.filter(case__closed=False).select_related("case")
    return [(one.case, one) for one in sorted(found, key=lambda each: (each.needed_by is None, each.needed_by, each.asked_at))]


def shared() -> list[SharedEdition]:
    """What other countries shared, the newest first."""
    return list(
        SharedEdition.objects.select_related("document").defer("content", "paper", "document__content", "document__text").order_by("-received_at")[:500]
    )


def gone(documents: Collection[str]) -> list[str]:
    """Numbers of documents that an edition rests on and that were withdrawn since."""
    return sorted(Document.objects.filter(number__in=documents, withdrawn=True).values_list("number", flat=True))


def resting_on(document: UUID, citations: Collection[UUID]) -> list[CaseFile]:
    """Cases of questions and reports that quote a document, and were not declined."""
    keys = Support.objects.filter(citation__in=citations, claim__struck=False).values("claim__research")
    return list(CaseFile.objects.filter(pk__in=keys).exclude(state="declined"))
