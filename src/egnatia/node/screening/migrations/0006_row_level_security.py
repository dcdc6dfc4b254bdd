from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("screening", "0005_sources_versions_and_services"), ("kernel", "0011_national_sources")]
    operations = [by_case("screening_consultation"), by_case("screening_formversion"), by_case("screening_referredbeside"), by_case("screening_stay")]
