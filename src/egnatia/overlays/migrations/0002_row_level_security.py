from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("overlays", "0001_rule_changes")]
    operations = [by_case("overlays_rulechange")]
