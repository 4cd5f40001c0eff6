-- Finished deployments more than $1 days old, except the newest $2 to every target and the one that is active there.
SELECT ranked.place AS ctid
FROM (
  SELECT ctid AS place, started_at, finished_at, state,
    row_number() OVER (PARTITION BY target ORDER BY id DESC) AS position,
    row_number() OVER (PARTITION BY target, state ORDER BY id DESC) AS position_in_state
  FROM deployment
) AS ranked
WHERE ranked.started_at < now() - make_interval(days => $1)
  AND ranked.finished_at IS NOT NULL
  AND ranked.position > $2::int
  AND NOT (ranked.state = 'active' AND ranked.position_in_state = 1)
