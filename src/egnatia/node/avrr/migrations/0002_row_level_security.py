from django.db import migrations

from egnatia.kernel.store.rls import by_case

_TABLES = ("voluntaryreturn", "counselling", "voluntariness", "sharing", "documentrequest", "fitness", "riskcheck", "safeguards", "formality", "outreach")
_PLANS = ("reintegration", "line", "proof", "followupconsent", "surveyround")


class Migration(migrations.Migration):
    dependencies = [("avrr", "0001_initial")]
    operations = [by_case(f"avrr_{table}") for table in _TABLES + _PLANS]
