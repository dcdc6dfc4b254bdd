from django.db import migrations

from egnatia.kernel.store.rls import by_case, by_unit

_RETURN = (
    *(
        "returncase",
        "individualassessment",
        "dangercheck",
        "newfacts",
        "childreception",
        "recovery",
        "avrrtold",
        "identified",
        "journeydocument",
        "fittotravel",
    ),
    *("pause", "returndecision", "remedy", "courtstay"),
)
_DETENTION = ("detention", "detentionreview", "conditionscheck")
_READMISSION = ("readmission", "evidence", "toldabroad", "consularinterview")
_OPERATION = ("operation", "returnee", "escort", "coercion", "guidelineanswer")
_MONITOR = ("monitoring", "observation", "notice", "monitorfinding")


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_initial")]
    operations = [
        *(by_case(f"returns_{table}") for table in (*_RETURN, *_DETENTION, *_READMISSION, *_OPERATION, *_MONITOR)),
        by_unit("returns_monitorkey"),
    ]
