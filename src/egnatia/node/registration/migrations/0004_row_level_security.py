from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("registration", "0003_national_versions"), ("kernel", "0002_row_level_security")]
    operations = [
        by_case(f"registration_{table}")
        for table in ("address", "issueddocument", "appointment", "lapse", "senton", "temporaryguardian", "temporaryprotection")
    ]
