"""Intention and registration are records of their own: about 93 % of arrivals in one country expressed one, 5 % lodged an application."""

from __future__ import annotations

import uuid

from django.db import models

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Intention(models.Model):
    """A wish for asylum as it was expressed (APR art. 26: any expression counts)."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    expressed_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    words = SealedTextField(null=True)
    told_to_unit = models.UUIDField(null=True)


class Registration(models.Model):
    """The authority's registration of the application (APR art. 27)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    registered_at = models.DateTimeField()
    read_back = models.BooleanField()
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    address = SealedTextField(null=True)
    document_issued = models.CharField(max_length=120)
