from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("registration", "0005_issued_documents"), ("kernel", "0002_row_level_security")]
    operations = [by_case("registration_issueddocument")]
