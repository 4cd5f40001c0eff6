-- Stores why due slots are not run and when their definitions are looked at again.
WITH decided AS (
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::verdict_kind[], $4::text[], $5::int[], $6::timestamptz[])
    AS decided(definition_id, slot_at, kind, reason, coalesced_slots, next_run_at)
), planned AS (
  UPDATE job_definition d SET next_run_at = decided.next_run_at
  FROM decided WHERE d.id = decided.definition_id
)
INSERT INTO verdict (definition_id, slot_at, kind, reason, coalesced_slots, decided_by, zone_data_version)
SELECT definition_id, slot_at, kind, reason, coalesced_slots, $7, $8 FROM decided
ON CONFLICT (definition_id, slot_at) DO NOTHING
