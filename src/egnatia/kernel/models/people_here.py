"""The people who work here: units and users. Migrants are not users."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.training import Module


class Unit(models.Model):
    """An office that holds cases: a crossing point, an asylum authority, a service."""

    class Kind(models.TextChoices):
        BORDER = "BORDER", _("Border police")
        ASYLUM = "ASYLUM", _("Asylum authority")
        RETURN = "RETURN", _("Authority for return procedures")
        OTHER_STATE = "OTHER_STATE", _("Liaison with other states")
        PROTECTION = "PROTECTION", _("Protection service")
        RECEPTION = "RECEPTION", _("Reception service")
        INTEGRATION = "INTEGRATION", _("Integration service")
        COORDINATION = "COORDINATION", _("Coordination of the referral mechanism")
        VOLUNTARY_RETURN = "VOLUNTARY_RETURN", _("Assisted voluntary return and reintegration")
        PARTNER = "PARTNER", _("Reintegration partner")
        MONITOR = "MONITOR", _("Independent monitor of forced returns")
        INTERPRETING = "INTERPRETING", _("Interpreting service")
        INTERPRETER = "INTERPRETER", _("Interpreter: one person's own queue")
        TRAINING = "TRAINING", _("Training of staff")
        STATISTICS = "STATISTICS", _("Statistics office")
        HUB = "HUB", _("Regional hub")
        PROGRAMME_PARTNER = "PROGRAMME_PARTNER", _("Partner of the programme")
        LEGAL = "LEGAL", _("Legal service")
        DATA_PROTECTION = "DATA_PROTECTION", _("Data protection officer")
        GUARDIAN = "GUARDIAN", _("Guardian: one person's own queue")
        ADMINISTRATION = "ADMINISTRATION", _("Administration of this deployment")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    border_section = models.CharField(max_length=7, blank=True, help_text="Border section of the template, such as RS-MK; empty inland")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Sign-in looks users up by their user name."""


class User(AbstractBaseUser):
    """One member of staff, in one unit, with roles. No superuser exists: administering is a role without access to persons."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    languages = ArrayField(models.CharField(max_length=3), default=list, help_text="ISO 639-3, in which they can work without an interpreter")
    is_active = models.BooleanField(default=True)
    email = models.EmailField(blank=True, help_text="For notices without any personal data; never used to sign in")
    notify_by_email = models.BooleanField(default=False)
    notices_seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    must_change_password = models.BooleanField(default=False)
    demo = models.BooleanField(default=False, help_text="A demonstration account: listed on the sign-in page of a demonstration only")

    objects = Users()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    def __str__(self) -> str:
        return self.display_name


class Training(models.Model):
    """A training that somebody passed; it holds until a day, or for good."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    module = models.CharField(max_length=16, choices=Module)
    passed_on = models.DateField()
    until = models.DateField(null=True)
    noted_by = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "module"], name="one_training_of_a_module")]

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < moment.today()
