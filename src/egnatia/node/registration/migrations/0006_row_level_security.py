from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("registration", "0005_data_set"), ("kernel", "0011_national_sources")]
    operations = [by_case("registration_missingdatum"), by_case("registration_finalend")]
