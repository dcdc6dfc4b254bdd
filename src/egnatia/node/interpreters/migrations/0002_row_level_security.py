from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("interpreters", "0001_initial")]
    operations = [
        by_case("interpreters_interpreter"),
        by_case("interpreters_skill", "interpreter_id"),
        by_case("interpreters_hours", "interpreter_id"),
        by_case("interpreters_conflict", "interpreter_id"),
        by_case("interpreters_remark", "interpreter_id"),
        by_case("interpreters_session"),
    ]
