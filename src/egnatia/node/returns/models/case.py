"""One person's return: how the stay was found, what was looked at before anybody decides, what pauses it. Each look is a row; none is changed afterwards."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class StayGround(models.TextChoices):
    """Why a stay is found not to be permitted; each is a fact to be shown, none is a name for a person."""

    ENTRY = "ENTRY", _("Entered without permission")
    OVERSTAY = "OVERSTAY", _("Stayed longer than permitted")
    ENDED = "ENDED", _("Permission to stay ended or was withdrawn")
    REJECTED = "REJECTED", _("Application for asylum finally rejected")
    OTHER = "OTHER", _("Other")


class Exception6(models.TextChoices):
    """Return Directive 2008/115/EC art. 6(2) to (5): no return decision is made."""

    OTHER_STATE = "OTHER_STATE", _("Holds a permission to stay of another state: is asked to go there")
    TAKEN_BACK = "TAKEN_BACK", _("Is taken back by another state under an agreement")
    HUMANITARIAN = "HUMANITARIAN", _("Compassionate, humanitarian or other reasons to stay")
    RENEWAL = "RENEWAL", _("A procedure to renew the permission to stay is open")


class ReturnCase(models.Model):
    """One return of one person. There is no row for a group, and no action that takes several."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    source_case = models.UUIDField(null=True)
    ground = models.CharField(max_length=8, choices=StayGround)
    facts = SealedTextField()
    detected_on = models.DateField()
    country = models.CharField(max_length=3, help_text="Of return, ISO 3166-1 alpha-3")
    regime = models.CharField(max_length=200, blank=True, help_text="EU reference that stood on the day of the decision")
    vd_until = models.DateField(null=True, help_text="Last day of the period for voluntary departure")
    order_reasons = SealedTextField(null=True)
    ordered_by_name = models.CharField(max_length=120, blank=True)
    ordered_at = models.DateTimeField(null=True)
    departed_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=120, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    opened_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="handed_over_after_departure", condition=Q(handed_over_at=None) | Q(departed_at__isnull=False)),
        ]


class Looked(models.Model):
    """What every look has: whose, by whom and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    @classmethod
    def note(cls, case: CaseFile, actor: Actor, **told: Any) -> None:
        assert case.subject is not None
        cls(case=case, person_id=case.subject, by=actor.id, by_name=actor.name, at=moment.now(), **told).save(force_insert=True)


class IndividualAssessment(Looked):
    """Return Directive art. 5 and 6: family life, state of health, the child, ties here; and whether an exception holds."""

    family = SealedTextField()
    health = SealedTextField()
    child = SealedTextField()
    ties = SealedTextField()
    heard = SealedTextField(help_text="What the person said when they were heard")
    language = models.CharField(max_length=3)
    exception = models.CharField(max_length=12, choices=Exception6, blank=True)


class DangerCheck(Looked):
    """Non-refoulement for this person and this country, onward removal from there too, with the country information that was read (FR-03, FR-39)."""

    country = models.CharField(max_length=3)
    danger = models.BooleanField()
    onward = models.BooleanField(help_text="A danger of being sent on from there to a country where there is one")
    specialist = models.BooleanField(help_text="By a protection officer: a danger that was found is cleared by another one alone")
    reasons = SealedTextField()
    sources = ArrayField(models.UUIDField(), help_text="Documents of country information, by their version")

    class Meta:
        constraints = [models.CheckConstraint(name="a_danger_check_names_its_sources", condition=~Q(sources=[]))]


class NewFacts(Looked):
    """Something that was not known: no earlier look at the danger holds any longer."""

    text = SealedTextField()


class ChildReception(Looked):
    """Who receives a child alone in the country of return (Return Directive art. 10(2); FR-11)."""

    class By(models.TextChoices):
        FAMILY = "FAMILY", _("A member of the family")
        GUARDIAN = "GUARDIAN", _("A nominated guardian")
        FACILITY = "FACILITY", _("An adequate reception facility")

    country = models.CharField(max_length=3)
    by_whom = models.CharField(max_length=8, choices=By)
    text = SealedTextField()
    confirmed_on = models.DateField()


class Recovery(Looked):
    """Time to recover and reflect of somebody with signs of trafficking (CETS 197 art. 13). A later row never makes it shorter."""

    until = models.DateField()


class AvrrTold(Looked):
    """That the person was told of assisted voluntary return, in a language understood."""

    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()


class Identified(Looked):
    """Identity and nationality established, by what."""

    class How(models.TextChoices):
        DOCUMENT = "DOCUMENT", _("Valid or expired document of that state")
        STATE = "STATE", _("Confirmed by the state of nationality")
        INTERVIEW = "INTERVIEW", _("Identification interview with officials of that state")

    nationality = models.CharField(max_length=3)
    how = models.CharField(max_length=9, choices=How)


class JourneyDocument(Looked):
    """A document valid for the journey. The EU return document is valid for a single journey (Regulation (EU) 2016/1953)."""

    class Kind(models.TextChoices):
        PASSPORT = "PASSPORT", _("Passport")
        LAISSEZ_PASSER = "LAISSEZ_PASSER", _("Laissez-passer of a consulate")
        EU_RETURN = "EU_RETURN", _("European travel document for return")

    kind = models.CharField(max_length=14, choices=Kind)
    issuer = models.CharField(max_length=3)
    number = SealedTextField()
    valid_until = models.DateField()
    used_at = models.DateTimeField(null=True)


class FitToTravel(Looked):
    """Fit-to-travel certificate (Council of Europe, Twenty Guidelines, 16). The diagnosis stays with the doctor; no sedation to make a removal easier."""

    class Result(models.TextChoices):
        FIT = "FIT", _("Fit to travel")
        CONDITIONS = "CONDITIONS", _("Fit under conditions")
        NOT_NOW = "NOT_NOW", _("Not fit for now")
        UNFIT = "UNFIT", _("Not fit")

    class Mode(models.TextChoices):
        AIR = "AIR", _("By air")
        LAND = "LAND", _("By land")
        SEA = "SEA", _("By sea")

    result = models.CharField(max_length=10, choices=Result)
    mode = models.CharField(max_length=4, choices=Mode)
    examined_on = models.DateField()
    valid_until = models.DateField()
    conditions = models.CharField(max_length=300, blank=True)
    examiner = models.CharField(max_length=120)

    class Meta:
        constraints = [models.CheckConstraint(name="fit_from_the_examination", condition=Q(valid_until__gte=F("examined_on")))]


class Pause(models.Model):
    """Why nothing goes on, from when and until when. What is paused resumes by a named person alone, through the safeguards."""

    class Why(models.TextChoices):
        ASYLUM = "ASYLUM", _("Wants asylum")
        REMEDY = "REMEDY", _("A remedy with suspensive effect")
        COURT = "COURT", _("A court or the European Court of Human Rights ordered a stay")
        MUST = "MUST", _("Must be postponed (art. 9(1))")
        MAY = "MAY", _("Postponed (art. 9(2))")
        AVRR = "AVRR", _("Chose assisted voluntary return")
        ABSENT = "ABSENT", _("Cannot be found")
        ATTEMPT = "ATTEMPT", _("An attempt failed")

    class Attempt(models.TextChoices):
        CARRIER = "CARRIER", _("Refused by the carrier or the captain")
        RESISTANCE = "RESISTANCE", _("Resistance")
        MEDICAL = "MEDICAL", _("Medical reason")
        DOCUMENT = "DOCUMENT", _("Document")
        COURT = "COURT", _("Order of a court")
        ABSENT = "ABSENT", _("Did not appear")
        WEATHER = "WEATHER", _("Weather or technical reason")
        STATE = "STATE", _("Not taken back by the state of return")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    why = models.CharField(max_length=7, choices=Why)
    attempt = models.CharField(max_length=10, choices=Attempt, blank=True)
    text = SealedTextField(null=True)
    from_state = models.CharField(max_length=40)
    at = models.DateTimeField()
    until = models.DateField(null=True)
    confirmed = models.BooleanField(default=False, help_text="The person has a written confirmation (art. 14(2))")
    lifted_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=120)
