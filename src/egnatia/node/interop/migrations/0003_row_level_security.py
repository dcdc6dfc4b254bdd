from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("interop", "0002_profile_exports"), ("kernel", "0011_national_sources")]
    operations = [by_case("interop_profileexport")]
