from django.db import migrations

from egnatia.kernel.store.rls import by_case, by_subject


class Migration(migrations.Migration):
    dependencies = [("protection", "0006_best_interests_tracing_and_queues"), ("kernel", "0012_guardians_and_data_protection")]
    operations = [
        by_subject("protection_bestinterests"),
        *(by_case(f"protection_{one}") for one in ("guardianstrain", "assessment", "determination", "report", "panelmember", "tracing", "tracingconsent")),
    ]
