"""Legal instruments and how far each country has taken them over; proposed changes with what stood there before: the history of the law tables."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, Jurisdiction, ListRow, RuleRow


class RuleChange(models.Model):
    """One proposal; ``row`` is what it became once granted."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    country = models.CharField(max_length=3)
    code = models.CharField(max_length=40)
    value = models.IntegerField()
    unit = models.CharField(max_length=12)
    roll = models.CharField(max_length=8)
    legal_ref = models.CharField(max_length=200)
    valid_from = models.DateField()
    verified = models.BooleanField(default=False)
    gazette = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    before = models.CharField(max_length=300, help_text="The row that held until then, in words")
    proposed_by = models.UUIDField(null=True)
    proposed_name = models.CharField(max_length=120)
    row = models.ForeignKey(RuleRow, on_delete=models.PROTECT, null=True)


class ListChange(models.Model):
    """One proposal for a dated list: an entry that is added, or one that ends."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    country = models.CharField(max_length=3)
    name = models.CharField(max_length=12, choices=ListRow.Name)
    code = models.CharField(max_length=4)
    ends = models.BooleanField(default=False)
    on = models.DateField()
    legal_ref = models.CharField(max_length=200)
    gazette = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)
    proposed_by = models.UUIDField(null=True)
    proposed_name = models.CharField(max_length=120)


class Instrument(models.Model):
    """A legal instrument of the EU against which national law is measured. It binds none of the seven."""

    code = models.CharField(max_length=20, primary_key=True)
    title = models.CharField(max_length=200)
    cited_as = models.CharField(max_length=20, help_text="How rule rows name it, such as 2024/1348")
    place = models.PositiveSmallIntegerField()


class Stage(models.TextChoices):
    """How far national law on the subject of an instrument has come."""

    UNKNOWN = "UNKNOWN", _("not known")
    NONE = "NONE", _("no national act")
    DRAFTED = "DRAFTED", _("drafted")
    ADOPTED = "ADOPTED", _("adopted")
    IN_FORCE = "IN_FORCE", _("in force")
    APPLIED = "APPLIED", _("applied")


class Transposition(models.Model):
    """The national act on the subject of one instrument. ``modelled_on`` says if it follows an earlier instrument than the present one."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE)
    stage = models.CharField(max_length=8, choices=Stage)
    act = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True)
    modelled_on = models.CharField(max_length=120, blank=True)
    confidence = models.CharField(max_length=1)
    verified_by = models.CharField(max_length=250, blank=True, help_text="Who noted and who confirmed it here; empty: from the files")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "instrument"], name="one_transposition_per_instrument"),
            models.CheckConstraint(name="a_stage_beyond_drafting_names_its_act", condition=Q(stage__in=("UNKNOWN", "NONE", "DRAFTED")) | ~Q(act="")),
        ]


class TranspositionChange(models.Model):
    """One proposal to note a stage, with what stood there before."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    country = models.CharField(max_length=3)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT)
    stage = models.CharField(max_length=8, choices=Stage)
    act = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True)
    modelled_on = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    before = models.CharField(max_length=300)
    proposed_by = models.UUIDField(null=True)
    proposed_name = models.CharField(max_length=120)
