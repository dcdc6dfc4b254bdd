from django.db import migrations

from egnatia.kernel.store.rls import by_case, by_subject


class Migration(migrations.Migration):
    dependencies = [("protection", "0004_guardians_and_age"), ("kernel", "0011_national_sources")]
    operations = [
        by_case("protection_guardian"),
        by_subject("protection_guardianship"),
        by_case("protection_ageassessment"),
        by_case("protection_ageconsent"),
        by_case("protection_agestep"),
        by_case("protection_ageorder"),
        by_case("protection_agedecision"),
        by_case("protection_guardianterm"),
        by_case("protection_missingchild"),
        by_case("protection_searchstep"),
        by_case("protection_needdecision"),
    ]
