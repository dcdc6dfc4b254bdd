"""Special needs as somebody saw them: suspected or identified, never “not vulnerable”."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Category(models.TextChoices):
    """Special needs (IPSN tool; Directive (EU) 2024/1346 art. 24; statelessness from Reg. (EU) 2024/1356 art. 12(3))."""

    ACC_MINOR = "ACC_MINOR", _("Accompanied child")
    UAM = "UAM", _("Unaccompanied child")
    DISABILITY = "DISABILITY", _("Disability")
    ELDERLY = "ELDERLY", _("Elderly person")
    PREGNANT = "PREGNANT", _("Pregnancy")
    SINGLE_PARENT = "SINGLE_PARENT", _("Single parent with a child")
    VOT = "VOT", _("Possible victim of trafficking")
    SERIOUS_ILLNESS = "SERIOUS_ILLNESS", _("Serious illness")
    MENTAL_DISORDER = "MENTAL_DISORDER", _("Mental disorder")
    TORTURE = "TORTURE", _("Torture")
    RAPE = "RAPE", _("Rape or other sexual violence")
    OTHER_VIOLENCE = "OTHER_VIOLENCE", _("Other serious violence")
    LGBTI = "LGBTI", _("LGBTI")
    GENDER_RELATED = "GENDER_RELATED", _("Gender-related need")
    STATELESS = "STATELESS", _("Stateless person")


# Seen by those who need to know: not in lists, not in search (FR-16).
NEED_TO_KNOW = frozenset(
    {Category.VOT, Category.TORTURE, Category.RAPE, Category.OTHER_VIOLENCE, Category.LGBTI, Category.MENTAL_DISORDER, Category.SERIOUS_ILLNESS}
)


# Either makes a child of somebody, whatever the claimed date says.
CHILD = (Category.UAM, Category.ACC_MINOR)


class Indicator(models.TextChoices):
    """Quick indicators for people who are not specialists, by what can be seen or is said."""

    AGE = "AGE", _("Looks or says to be under 18")
    ALONE = "ALONE", _("A child without parents")
    WITH_STRANGER = "WITH_STRANGER", _("A child with an adult who may not be family")
    PREGNANCY = "PREGNANCY", _("Visible or stated pregnancy")
    PHYSICAL = "PHYSICAL", _("Wounds, scars, pain, trouble moving, seeing or hearing")
    PSYCHOSOCIAL = "PSYCHOSOCIAL", _("Very anxious, withdrawn, confused, or speaks of harming themselves")
    CONTROLLED = "CONTROLLED", _("Somebody else speaks for, or controls, the person")
    VIOLENCE_STATED = "VIOLENCE_STATED", _("Says that they suffered violence")
    ALONE_WITH_CHILD = "ALONE_WITH_CHILD", _("One adult alone with children")
    NO_NATIONALITY = "NO_NATIONALITY", _("Says that no state takes them as a national")
    NONE_SEEN = "NONE_SEEN", _("None seen at this moment")


class Need(models.Model):
    """One need. The effect on the procedure comes from gates that read it."""

    class Status(models.TextChoices):
        SUSPECTED = "SUSPECTED", _("suspected")
        IDENTIFIED = "IDENTIFIED", _("identified")
        EXCLUDED = "EXCLUDED", _("excluded")
        ENDED = "ENDED", _("ended")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    category = models.CharField(max_length=16, choices=Category)
    status = models.CharField(max_length=10, choices=Status)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "category"], name="one_need_per_category")]


class Measure(models.TextChoices):
    """What a need changes from its identification on (IPSN, step 3)."""

    PRIORITY = "PRIORITY", _("First in line")
    LONGER = "LONGER", _("More time, more breaks")
    LATER = "LATER", _("Interview later, when the person is able to")
    SAME_SEX = "SAME_SEX", _("Staff and interpreter of the sex that the person asks for")
    SPECIALIST = "SPECIALIST", _("Specialised staff")
    SUPPORT = "SUPPORT", _("A person of trust beside them")
    RECEPTION = "RECEPTION", _("Adapted reception")
    TREATMENT = "TREATMENT", _("Rehabilitation or medical treatment")
    NRM = "NRM", _("Anti-trafficking mechanism")


class NeedDecision(models.Model):
    """What a specialist found about one need at one time; the newest holds, none is changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    category = models.CharField(max_length=16, choices=Category)
    status = models.CharField(max_length=10, choices=Need.Status)
    measures = ArrayField(models.CharField(max_length=10, choices=Measure))
    reason = SealedTextField()
    review_on = models.DateField(null=True)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class NeedsCheck(models.Model):
    """One look at a person's special needs, at one stage."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    stage = models.CharField(max_length=16)
    indicators = ArrayField(models.CharField(max_length=20, choices=Indicator))
    urgent = models.BooleanField(default=False)
    note = SealedTextField(null=True)


class TemporaryGuardian(models.Model):
    """Who stands beside a child alone from the first hours on, until a guardian is appointed for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    name = SealedTextField()
    authority = models.CharField(max_length=120)
    named_at = models.DateTimeField()

    class Meta:
        # It stood in the registration room first; the sealed names are bound to their table.
        db_table = "registration_temporaryguardian"


class Guardian(models.Model):
    """Somebody who may be appointed. Staff of an authority or an organisation, independent of those who decide."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120)
    languages = ArrayField(models.CharField(max_length=3))
    vetted_on = models.DateField()
    unit = models.OneToOneField("kernel.Unit", on_delete=models.PROTECT, null=True, help_text="The guardian's own queue in this program, if there is one")


class Guardianship(models.Model):
    """One child and the guardian who was appointed for it."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    guardian = models.ForeignKey(Guardian, on_delete=models.PROTECT, null=True)
    requested_at = models.DateTimeField()
    appointed_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True, help_text="First meeting with the child: time limits of the child run from here (APR art. 33)")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_guardianship_per_child"),
            models.CheckConstraint(name="appointed_is_somebody", condition=Q(appointed_at=None) | Q(guardian__isnull=False)),
        ]


class GuardianTerm(models.Model):
    """From when on which guardian stood beside the child; none is changed when another one comes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    guardian = models.ForeignKey(Guardian, on_delete=models.PROTECT)
    since = models.DateTimeField()


class GuardianStrain(models.Model):
    """A time in which so many children alone apply that a guardian may have more of them, and later (APR art. 23). One officer declares it, a legal officer
    confirms it, and it ends by itself."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    reason = models.CharField(max_length=2000)
    until = models.DateField()
    declared_by = models.UUIDField(null=True)
    confirmed_by = models.UUIDField(null=True)
    ended = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="strain_confirmed_by_another", condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("declared_by")))]


class MissingChild(models.Model):
    """An alert for a child who is missing. It is never told to the authorities of the country of origin."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    last_seen_at = models.DateTimeField()
    last_seen_where = SealedTextField()
    circumstances = SealedTextField(null=True)
    found_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)


class SearchStep(models.Model):
    """What was done to find a child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12)
    text = SealedTextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class AgeMethod(models.TextChoices):
    """Ways to assess an age, by how far they intrude. What examines sexual maturity is forbidden and has no code."""

    DOCUMENTS = "DOCUMENTS", _("Documents")
    INTERVIEW = "INTERVIEW", _("Conversation about the person's life")
    PSYCHOSOCIAL = "PSYCHOSOCIAL", _("Psychological and social assessment")
    DENTAL_VIEW = "DENTAL_VIEW", _("Dental examination by eye, without radiation")
    MRI = "MRI", _("Magnetic resonance imaging, without radiation")
    XRAY_TEETH = "XRAY_TEETH", _("X-ray of the teeth")
    XRAY_HAND = "XRAY_HAND", _("X-ray of the hand")
    CT_COLLARBONE = "CT_COLLARBONE", _("Computed tomography of the collarbone")


RADIATION_FREE = (AgeMethod.DENTAL_VIEW, AgeMethod.MRI)
RADIATION = (AgeMethod.XRAY_TEETH, AgeMethod.XRAY_HAND, AgeMethod.CT_COLLARBONE)
MEDICAL = (*RADIATION_FREE, *RADIATION)


class AgeAssessment(models.Model):
    """One assessment: why there is doubt, and what it came to. Until it is decided the person counts as a child."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    direction = models.CharField(max_length=12)
    grounds = ArrayField(models.CharField(max_length=12))
    reasons = SealedTextField()
    documents_fail = models.BooleanField(default=False, help_text="Documents that were shown are proven false, or name no age")
    doubted_at = models.DateTimeField(help_text="Of the last doubt: what was agreed before does not count")
    dropped = models.BooleanField(default=False)
    ordered = models.CharField(max_length=14, blank=True, choices=AgeMethod, help_text="Medical method that is asked for or ordered, and not done yet")
    is_adult = models.BooleanField(null=True, help_text="As decided")
    recorded_age = models.DecimalField(max_digits=4, decimal_places=1, null=True, help_text="The lowest age of the margin, in years")
    decision_reasons = SealedTextField(null=True)
    proposed_by = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    remedy_told = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(dropped=False), name="one_age_assessment_per_person"),
            # An inconclusive margin above 18 leaves a child without a recorded age.
            models.CheckConstraint(
                name="adult_only_from_eighteen", condition=Q(is_adult=None) | Q(is_adult=False) | Q(recorded_age__gte=18, recorded_age__isnull=False)
            ),
            models.CheckConstraint(
                name="no_child_recorded_as_grown", condition=Q(is_adult=None) | Q(is_adult=True) | Q(recorded_age=None) | Q(recorded_age__lt=18)
            ),
            models.CheckConstraint(
                name="a_decision_has_two_people_and_a_remedy",
                condition=Q(decided_at=None)
                | (Q(decided_by__isnull=False, proposed_by__isnull=False, is_adult__isnull=False, remedy_told=True) & ~Q(decided_by=F("proposed_by"))),
            ),
        ]


class AgeConsent(models.Model):
    """What the child and the guardian were told and said; the newest of each holds. A no counts against nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    who = models.CharField(max_length=8)
    method = models.CharField(max_length=14, blank=True, choices=AgeMethod, help_text="The medical method that was asked for; empty: the conversation")
    given = models.BooleanField()
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    at = models.DateTimeField()


class AgeOrder(models.Model):
    """A medical method that was asked for, and why nothing less could answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    method = models.CharField(max_length=14, choices=AgeMethod)
    why = SealedTextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()


class AgeDecision(models.Model):
    """What was decided and served, as it was; a later one stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    is_adult = models.BooleanField()
    recorded_age = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    reasons = SealedTextField()
    language = models.CharField(max_length=3)
    proposed_by = models.UUIDField()
    decided_by = models.UUIDField()
    at = models.DateTimeField()


class AgeStep(models.Model):
    """One result, with its margin in years. Text of the examination itself stays with who made it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    methods = ArrayField(models.CharField(max_length=14, choices=AgeMethod))
    professions = ArrayField(models.CharField(max_length=20))
    low = models.DecimalField(max_digits=4, decimal_places=1)
    high = models.DecimalField(max_digits=4, decimal_places=1)
    doubt_remains = models.BooleanField()
    medical = models.BooleanField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_margin_has_two_ends", condition=Q(low__lte=F("high")) & Q(low__gte=0)),
            # Forbidden methods have no code, and the database knows no other ones.
            models.CheckConstraint(name="age_methods_that_are_allowed", condition=Q(methods__contained_by=[str(one) for one in AgeMethod])),
        ]
