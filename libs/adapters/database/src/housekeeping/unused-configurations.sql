-- Configurations not rendered for $1 days, except the one rendered last, the $2 that became active last at every target
-- (the first of them is active there now), and those on their way.
SELECT config.ctid
FROM generated_config AS config
WHERE config.rendered_at < now() - make_interval(days => $1)
  AND config.checksum <> (SELECT checksum FROM generated_config ORDER BY rendered_at DESC, checksum LIMIT 1)
  AND NOT EXISTS (
    SELECT
    FROM (
      SELECT config_checksum, state, finished_at,
        row_number() OVER (PARTITION BY target, state ORDER BY id DESC) AS position_in_state
      FROM deployment
    ) AS ranked
    WHERE ranked.config_checksum = config.checksum
      AND (ranked.finished_at IS NULL OR (ranked.state = 'active' AND ranked.position_in_state <= greatest($2::int, 1)))
  )
