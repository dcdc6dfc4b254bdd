from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import StringConstraints, model_validator

from egnatia.kernel.engine.fields import Line, NeededLong, NeededNote, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.asylum.models.codes import (
    Act,
    ActorOfHarm,
    Answered,
    Available,
    Bears,
    Benefit,
    Exclusion,
    FactKind,
    Factor,
    FactOutcome,
    Function,
    Harm,
    PieceKind,
    Reason,
    Rests,
)

# A number of a document and of a passage of it.
Place = Annotated[str, StringConstraints(max_length=40)]
FactId = Annotated[UUID, Ask(_("Fact"), widget="select")]


class AddFact(Input):
    """A fact that matters for the decision, in the applicant's sense, with the words of the interview it stands on."""

    kind: Annotated[FactKind, Ask(_("Kind"), choices=lambda: FactKind.choices, widget="radio")]
    statement: Annotated[NeededNote, Ask(_("The fact, in one sentence"), widget="textarea")]
    words: Annotated[Note, Ask(_("Words of the report that it stands on"), _("Copied from the report: the paragraph is found by itself."), "textarea")] = ""


class StrikeFact(Input):
    fact: FactId
    why: Annotated[NeededNote, Ask(_("Why it is no material fact of this case"), widget="textarea")]


class AddEvidence(Input):
    """Something that bears on a fact, with the place where it can be read."""

    fact: FactId
    kind: Annotated[PieceKind, Ask(_("What it is"), choices=lambda: PieceKind.choices, widget="radio")]
    bears: Annotated[Bears, Ask(_("It"), choices=lambda: Bears.choices, widget="radio")]
    document: Annotated[UUID | None, Ask(_("If country information: the document"), widget="select")] = None
    pinpoint: Annotated[Line, Ask(_("Page, paragraph or sign"), _("Of words of the interview it is found by itself."))] = ""
    words: Annotated[NeededNote, Ask(_("The words, or what it shows"), _("Of the interview and of country information word by word."), "textarea")]
    translation: Annotated[
        Note, Ask(_("If country information: translation of these words"), _("By a person. The decision shows both, and cites the original."), "textarea")
    ] = ""
    translated_by: Annotated[Line, Ask(_("Translated by"), _("Name and function, as the decision shows them."))] = ""

    @model_validator(mode="after")
    def it_has_its_place(self) -> AddEvidence:
        if self.kind is PieceKind.COI and self.document is None:
            raise ValueError(str(_("Choose the document of country information.")))
        if self.kind is not PieceKind.STATEMENT and not self.pinpoint:
            raise ValueError(str(_("Write where it can be read: page, paragraph, or the sign of the paper in the file.")))
        if self.kind is not PieceKind.COI and (self.translation or self.translated_by):
            raise ValueError(str(_("Only words of country information are translated here: leave the translation empty.")))
        return self


def _bears() -> list[tuple[str, object]]:
    return list(Bears.choices)


class AssessFact(Input):
    """Credible or not: by indicators, with what may have distorted the account, and reasons. A person finds, nobody else (FR-07)."""

    fact: FactId
    detail: Annotated[Bears, Ask(_("Sufficiency of detail and specificity"), choices=_bears)]
    internal: Annotated[Bears, Ask(_("Internal consistency"), choices=_bears)]
    external: Annotated[Bears, Ask(_("Consistency with other evidence"), choices=_bears)]
    plausible: Annotated[Bears, Ask(_("Plausibility"), choices=_bears)]
    factors: Annotated[list[Factor], Ask(_("What may have distorted the account"), choices=lambda: Factor.choices, widget="checkboxes")]
    explained: Annotated[bool, Ask(_("The applicant was told what does not fit, and could explain it"))] = False
    benefit: Annotated[
        list[Benefit],
        Ask(_("Benefit of the doubt: conditions that are met"), _("All of them, where a fact is not proved."), "checkboxes", lambda: Benefit.choices),
    ] = []
    outcome: Annotated[FactOutcome, Ask(_("The fact is"), choices=lambda: FactOutcome.choices, widget="radio")]
    reasons: Annotated[NeededLong, Ask(_("Reasons"), widget="textarea", rows=6)]

    @model_validator(mode="after")
    def it_follows(self) -> AssessFact:
        if not self.factors or (Factor.NONE in self.factors and len(self.factors) > 1):
            raise ValueError(str(_("Say what may have distorted the account, or that you considered it and found none.")))
        if self.outcome is FactOutcome.BENEFIT and set(self.benefit) != set(Benefit):
            raise ValueError(str(_("The benefit of the doubt needs all conditions of article 4(5).")))
        if self.outcome is FactOutcome.REJECTED:
            if not self.explained:
                raise ValueError(str(_("Nothing is rejected before the applicant could explain what does not fit.")))
            if Bears.AGAINST not in {self.detail, self.internal, self.external, self.plausible}:
                raise ValueError(str(_("A fact is rejected only where an indicator speaks against it.")))
            if set(self.benefit) == set(Benefit):
                raise ValueError(str(_("All conditions of article 4(5) are met: the applicant has the benefit of the doubt.")))
        return self


class RelyDespite(Input):
    """Information that may not hold any more is relied on all the same: somebody says why, and the decision shows it."""

    piece: Annotated[UUID, Ask(_("Which information"), widget="select")]
    why: Annotated[NeededNote, Ask(_("Why it still holds"), _("What was looked for since, and where. The applicant reads this in the decision."), "textarea")]


class TakeBackEvidence(Input):
    """Evidence that does not hold: it stays on record with the reason, and the fact is assessed again without it."""

    piece: Annotated[UUID, Ask(_("Which evidence"), widget="select")]
    why: Annotated[NeededNote, Ask(_("Why nothing rests on it any more"), widget="textarea")]


def _answered() -> list[tuple[str, object]]:
    return list(Answered.choices)


class WeighCountryInformation(Input):
    """One quotation: what it is used for, nine questions of the judges, on whom it rests, and what else the library says. Words decide, nothing is counted."""

    piece: Annotated[UUID, Ask(_("The quotation"), widget="select")]
    function: Annotated[Function, Ask(_("What it is used for"), choices=lambda: Function.choices, widget="radio")]
    relevant: Annotated[Answered, Ask(_("Is it relevant to this case?"), choices=_answered)]
    adequate: Annotated[Answered, Ask(_("Does it cover what is in question?"), choices=_answered)]
    current: Annotated[Answered, Ask(_("Is it current for the time in question?"), choices=_answered)]
    sourced: Annotated[Answered, Ask(_("Does it name its sources well enough?"), choices=_answered)]
    public: Annotated[Answered, Ask(_("Are its sources public and accessible?"), choices=_answered)]
    sound: Annotated[Answered, Ask(_("Was it made from observation, by a sound method?"), choices=_answered)]
    impartial: Annotated[Answered, Ask(_("Is it impartial and independent?"), choices=_answered)]
    balanced: Annotated[Answered, Ask(_("Is it balanced, and not overly selective?"), choices=_answered)]
    examined: Annotated[Answered, Ask(_("Have courts of other countries looked at it?"), choices=_answered)]
    rests: Annotated[Rests, Ask(_("The passage rests"), choices=lambda: Rests.choices, widget="radio")]
    roots: Annotated[list[UUID], Ask(_("On whom, if it names others"), _("Five reports that quote one organisation are one source."), "checkboxes")] = []
    otherwise: Annotated[
        list[Place],
        Ask(
            _("Which of these say otherwise"),
            _("What stands around the quotation, and what the library says on the same subject. Read it: the program cannot tell what contradicts."),
            "checkboxes",
        ),
    ] = []
    otherwise_why: Annotated[Note, Ask(_("If one does: why the quotation is followed all the same"), _("The applicant reads this."), "textarea")] = ""
    weight: Annotated[NeededNote, Ask(_("What it is worth here, and why"), _("The applicant reads this."), "textarea")]

    @model_validator(mode="after")
    def what_is_said_has_its_words(self) -> WeighCountryInformation:
        if (self.rests in {Rests.NAMED, Rests.BOTH}) is not bool(self.roots):
            raise ValueError(str(_("Choose on whom it rests if it names others, and nobody if it does not. Not in the list: register the source first.")))
        if self.otherwise and not self.otherwise_why:
            raise ValueError(str(_("Something says otherwise: write why the quotation is followed all the same.")))
        return self


class ReviewCountryInformation(Input):
    """What is cited here was withdrawn, or has a newer edition: somebody looked at what rests on it."""

    changes: Annotated[bool, Ask(_("It changes something here"))] = False
    what: Annotated[NeededNote, Ask(_("What rests on it, and what was done"), widget="textarea")]


class Analyse(Input):
    """What is risked on return, by the facts that were accepted, and what the law makes of it."""

    risk: Annotated[NeededLong, Ask(_("What is risked on return, by the facts that were accepted"), widget="textarea", rows=6)]
    acts: Annotated[list[Act], Ask(_("Acts of persecution"), choices=lambda: Act.choices, widget="checkboxes")] = []
    reasons: Annotated[list[Reason], Ask(_("Reasons for persecution, real or imputed"), choices=lambda: Reason.choices, widget="checkboxes")] = []
    actors: Annotated[list[ActorOfHarm], Ask(_("Actors"), choices=lambda: ActorOfHarm.choices, widget="checkboxes")] = []
    protection: Annotated[Available, Ask(_("Protection in the country of origin"), choices=lambda: Available.choices, widget="radio")]
    alternative: Annotated[
        Available,
        Ask(
            _("Protection in another part of it"),
            _("For the authority to show; as a rule not where the state is the actor."),
            "radio",
            lambda: Available.choices,
        ),
    ]
    harms: Annotated[list[Harm], Ask(_("Serious harm"), choices=lambda: Harm.choices, widget="checkboxes")] = []
    exclusion: Annotated[list[Exclusion], Ask(_("Exclusion"), _("Only after inclusion was considered."), "checkboxes", lambda: Exclusion.choices)] = []
    text: Annotated[NeededLong, Ask(_("Legal analysis"), widget="textarea", rows=8)]
    few_sources: Annotated[
        Note,
        Ask(
            _("If the risk rests on fewer than two independent sources of two kinds: why"),
            _("What was looked for, and where. The decision shows it."),
            "textarea",
        ),
    ] = ""

    @model_validator(mode="after")
    def the_state_as_actor_leaves_no_alternative(self) -> Analyse:
        if self.alternative is Available.YES and ActorOfHarm.STATE in self.actors:
            raise ValueError(str(_("The state itself is the actor: another part of the country protects nobody from it.")))
        return self
