-- One round trip: lock the lane, see whether it has room, take the run. The function is in the migration "claim_run".
SELECT run.id, run.number::int AS number, run.definition_id AS "definitionId",
  run.definition_name AS "definitionName", run.type, run.settings, run.lane, run.timeout_seconds AS "timeoutSeconds",
  run.trigger::text AS trigger, run.slot_at AS "slotAt", run.attempt, run.fence::text AS fence,
  run.started_at AS "startedAt", run.requested_by IS NOT NULL AS "isRequested",
  coalesce(d.delivery::text, 'at_most_once') AS delivery, d.time_period AS "timePeriod", d.time_zone AS "timeZone"
FROM claim_run($1, $2, $3, $4) run LEFT JOIN job_definition d ON d.id = run.definition_id
