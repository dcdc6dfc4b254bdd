from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("interpreters", "0003_heard")]
    operations = [by_case("interpreters_heard", "interpreter_id")]
