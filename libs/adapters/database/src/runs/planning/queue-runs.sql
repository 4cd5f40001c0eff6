-- Stores the queued runs of one planning pass: run, verdict and the next slot in one statement.
-- A definition whose run somebody else queued since it was locked is passed by: it stays due and is decided when that
-- run has ended. A slot that has its run already is not run again; its definition moves on.
WITH decided AS (
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::timestamptz[])
    AS decided(definition_id, slot_at, coalesced_slots, next_run_at)
), inserted AS (
  INSERT INTO run (definition_id, definition_name, definition_revision, type, settings, lane, timeout_seconds,
                   trigger, slot_at)
  SELECT d.id, d.name, d.revision, d.type, d.settings, d.lane, d.timeout_seconds, 'schedule', decided.slot_at
  FROM decided JOIN job_definition d ON d.id = decided.definition_id
  ORDER BY decided.slot_at, d.name
  ON CONFLICT DO NOTHING
  RETURNING id, definition_id, lane, slot_at
), planned AS (
  UPDATE job_definition d SET last_slot_at = decided.slot_at, next_run_at = decided.next_run_at
  FROM decided
  WHERE d.id = decided.definition_id
    AND (decided.definition_id IN (SELECT definition_id FROM inserted)
         OR EXISTS (SELECT FROM run
                    WHERE run.definition_id = d.id AND run.slot_at = decided.slot_at AND run.attempt = 1))
), verdicts AS (
  -- Refused before and run after all, such as after an edit within the same millisecond: the run is what counts.
  INSERT INTO verdict (definition_id, slot_at, kind, reason, coalesced_slots, run_id, decided_by, zone_data_version)
  SELECT definition_id, slot_at, 'queued', '', coalesced_slots, inserted.id, $5, $6
  FROM inserted JOIN decided USING (definition_id, slot_at)
  ON CONFLICT (definition_id, slot_at) DO UPDATE SET
    kind = excluded.kind, reason = excluded.reason, coalesced_slots = excluded.coalesced_slots,
    run_id = excluded.run_id, decided_at = excluded.decided_at, decided_by = excluded.decided_by,
    zone_data_version = excluded.zone_data_version
)
SELECT id, lane FROM inserted
