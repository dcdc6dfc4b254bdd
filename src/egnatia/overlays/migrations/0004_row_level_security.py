from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("overlays", "0003_transposition")]
    operations = [by_case("overlays_transpositionchange")]
