from django.db import migrations

from egnatia.kernel.store.rls import by_subject


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("kernel", "0002_row_level_security")]
    operations = [
        by_subject("people_person", "id"),
        by_subject("people_claimedidentity"),
        by_subject("people_traveldocument"),
        by_subject("people_familylink"),
        by_subject("people_namekey"),
    ]
