from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("overlays", "0005_list_changes")]
    operations = [by_case("overlays_listchange")]
