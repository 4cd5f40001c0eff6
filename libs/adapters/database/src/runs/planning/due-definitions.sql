-- Definitions to decide about now. Any number of schedulers may ask at once: each locks its own share.
-- Walks the index on next_run_at, so the cost is that of the due ones, never of all.
-- A definition whose previous run is unfinished stays due; it is decided when that run has ended.
SELECT d.id, d.name, d.type, d.enabled, d.quarantined_at IS NOT NULL AS quarantined,
       d.interval_seconds AS "intervalSeconds", d.time_period AS "timePeriod", d.time_zone AS "timeZone",
       d.last_slot_at AS "lastSlotAt", d.next_run_at AS "nextRunAt", now() AS now
FROM job_definition d
WHERE d.next_run_at <= now()
  AND NOT EXISTS (SELECT FROM run r WHERE r.definition_id = d.id AND r.state IN ('queued', 'running'))
  AND NOT EXISTS (SELECT FROM installation_setting WHERE name = 'all-jobs-stopped' AND value = 'true')
ORDER BY d.next_run_at
LIMIT $1
FOR UPDATE OF d SKIP LOCKED
