-- Runs that ended more than $1 days ago, except the newest $2 of every definition. A definition's newest runs are found by
-- the index on definition and number; ranking the whole history would read all of it for every batch.
SELECT run.ctid
FROM job_definition AS definition
CROSS JOIN LATERAL (
  SELECT number FROM run WHERE run.definition_id = definition.id ORDER BY number DESC OFFSET $2::int - 1 LIMIT 1
) AS oldest_kept
JOIN run ON run.definition_id = definition.id AND run.number < oldest_kept.number
WHERE run.finished_at < now() - make_interval(days => $1)
UNION ALL
SELECT run.ctid
FROM run
WHERE run.definition_id IS NULL AND run.finished_at < now() - make_interval(days => $1)
