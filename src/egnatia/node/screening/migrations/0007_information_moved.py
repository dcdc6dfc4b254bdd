from django.db import migrations

# What was told before the answer of the person was asked for stays on record as it was; the owner sees it through the scope of the system alone.
_MOVE = """
SELECT set_config('app.scope', 'system', true);
INSERT INTO information_told (id, case_id, step, items, language, interpreter_present, answer, by_name, at)
SELECT id, case_id, 'SCREENING', items, language, interpreter_present, 'BEFORE', '', given_at FROM screening_information;
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0006_row_level_security"), ("information", "0002_row_level_security")]
    operations = [migrations.RunSQL(_MOVE, migrations.RunSQL.noop), migrations.DeleteModel(name="Information")]
