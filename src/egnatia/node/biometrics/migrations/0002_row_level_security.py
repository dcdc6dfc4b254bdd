from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("biometrics", "0001_initial"), ("kernel", "0011_national_sources")]
    operations = [
        by_case("biometrics_container"),
        by_case("biometrics_fingerstate"),
        by_case("biometrics_nottaken"),
        by_case("biometrics_likeness"),
        by_case("biometrics_likenessanswer"),
    ]
