from django.db import migrations

# Hand-overs by the outcome of a screening become a procedure of their own. A referral that was accepted earlier is closed; one that nobody had answered waits
# for an agreement that names its fields, and is shown to nobody until then.
_MOVE = """
SELECT set_config('app.scope', 'system', true);
INSERT INTO referral_handover (case_id, person_id, sender_id, receiver_id, source_case, outcome, decline_reason)
SELECT case_id, person_id, sender_id, receiver_id, source_case, need, decline_reason FROM referral_referral WHERE is_handover;
UPDATE kernel_casefile SET procedure = 'handover' WHERE id IN (SELECT case_id FROM referral_handover);
DELETE FROM referral_referral WHERE is_handover;
INSERT INTO referral_consent (id, case_id, person_id, scope, language, interpreter_present, given_by, way, until, at, recorder)
SELECT gen_random_uuid(), one.case_id, one.person_id, ARRAY[]::varchar[], one.consent_language, false, 'SELF', 'SPOKEN', opened.opened_at::date, opened.opened_at, ''
FROM referral_referral one JOIN kernel_casefile opened ON opened.id = one.case_id WHERE one.basis = 'CONSENT';
INSERT INTO referral_override (id, case_id, person_id, ground, scope, until, at_once, proposer, proposed_at, decider)
SELECT gen_random_uuid(), one.case_id, one.person_id, one.basis, ARRAY[]::varchar[], opened.opened_at::date, false, '', opened.opened_at, ''
FROM referral_referral one JOIN kernel_casefile opened ON opened.id = one.case_id WHERE one.basis <> 'CONSENT' AND opened.state <> 'offered';
UPDATE referral_referral one SET sent_at = opened.opened_at, outcome = CASE WHEN opened.state = 'accepted' THEN 'BEFORE' ELSE '' END,
  ended_at = CASE WHEN opened.state = 'offered' THEN NULL ELSE opened.changed_at END
FROM kernel_casefile opened WHERE opened.id = one.case_id;
UPDATE kernel_casefile SET state = 'closed' WHERE procedure = 'referral' AND state = 'accepted';
UPDATE kernel_casefile SET state = 'revoked' WHERE procedure = 'referral' AND state = 'withdrawn';
DELETE FROM kernel_grant held USING referral_referral one WHERE held.unit_id = one.receiver_id AND (held.case_id = one.case_id AND held.basis = 'REFERRAL'
  OR held.case_id = one.source_case AND held.basis = 'REFERRAL_ACCEPTED' AND NOT EXISTS
  (SELECT 1 FROM referral_handover taken WHERE taken.source_case = one.source_case AND taken.receiver_id = one.receiver_id));
UPDATE kernel_casefile opened SET unit_id = one.sender_id, holder_id = NULL FROM referral_referral one WHERE one.case_id = opened.id;
UPDATE kernel_casefile opened SET state = 'draft', due_at = NULL, late = false
FROM referral_referral one WHERE one.case_id = opened.id AND opened.procedure = 'referral' AND opened.state = 'offered';
UPDATE kernel_clockrow SET state = 'MET', ended_at = now() WHERE state = 'OPEN' AND case_id IN
  (SELECT id FROM kernel_casefile WHERE procedure = 'referral' AND state = 'draft');
UPDATE kernel_task asked SET code = 'ASK_AGREEMENT', unit_id = opened.unit_id FROM kernel_casefile opened
WHERE asked.case_id = opened.id AND opened.procedure = 'referral' AND opened.state = 'draft' AND asked.code = 'ANSWER_REFERRAL' AND asked.done_at IS NULL;
UPDATE referral_referral SET sent_at = NULL WHERE case_id IN (SELECT id FROM kernel_casefile WHERE state = 'draft');
SELECT set_config('app.scope', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("referral", "0003_closed_loop"), ("kernel", "0017_referral_and_return_units")]
    operations = [migrations.RunSQL(_MOVE, migrations.RunSQL.noop)]
