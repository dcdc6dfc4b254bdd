"""Special needs as somebody saw them: suspected or identified, never “not vulnerable”."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
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
