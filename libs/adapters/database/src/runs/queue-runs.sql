-- Stores the queued runs of one planning pass: run, verdict and the next slot in one statement.
WITH decided AS (
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::timestamptz[])
    AS decided(definition_id, slot_at, coalesced_slots, next_run_at)
), planned AS (
  UPDATE job_definition d SET last_slot_at = decided.slot_at, next_run_at = decided.next_run_at
  FROM decided WHERE d.id = decided.definition_id
  RETURNING d.*
), inserted AS (
  INSERT INTO run (definition_id, definition_name, definition_revision, type, settings, lane, timeout_seconds,
                   trigger, slot_at)
  SELECT id, name, revision, type, settings, lane, timeout_seconds, 'schedule', last_slot_at
  FROM planned ORDER BY last_slot_at, name
  RETURNING id, definition_id, lane, slot_at
), verdicts AS (
  INSERT INTO verdict (definition_id, slot_at, kind, reason, coalesced_slots, run_id, decided_by, zone_data_version)
  SELECT definition_id, slot_at, 'queued', '', coalesced_slots, inserted.id, $5, $6
  FROM inserted JOIN decided USING (definition_id, slot_at)
)
SELECT id, lane FROM inserted
