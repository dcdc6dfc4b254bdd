from django.db import migrations

from egnatia.kernel.store.rls import by_case, by_subject


class Migration(migrations.Migration):
    dependencies = [("protection", "0008_best_interests_and_tracing")]
    operations = [
        by_subject("protection_bestinterests"),
        by_case("protection_assessment"),
        by_case("protection_determination"),
        by_case("protection_panelmember"),
        by_case("protection_tracing"),
        by_case("protection_tracingconsent"),
    ]
