from django.db import migrations

from egnatia.kernel.store.rls import by_case, by_subject


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [
        by_case("kernel_casefile", "id"),
        by_case("kernel_event"),
        by_case("kernel_clockrow"),
        by_case("kernel_task"),
        by_subject("kernel_subjectkey", "subject"),
    ]
