-- For every source the oldest import run that is kept; all later ones are kept too, so that any two of them can be
-- compared. Kept are the newest $2 (all, when there are fewer), those of the last $1 days, and those the latest sync of a
-- rule was made from: the next one compares with them.
SELECT source.id AS source_id,
  least(
    coalesce((SELECT id FROM import_run WHERE source_id = source.id ORDER BY id DESC OFFSET $2::int - 1 LIMIT 1), 0),
    (SELECT min(id) FROM import_run
     WHERE source_id = source.id AND imported_at >= now() - make_interval(days => $1)),
    (SELECT min(pinned.value::bigint)
     FROM (SELECT DISTINCT ON (rule_id) import_runs FROM sync_run WHERE rule_id IS NOT NULL ORDER BY rule_id, id DESC) AS latest,
       jsonb_each_text(latest.import_runs) AS pinned
     WHERE pinned.key = source.name)
  ) AS run_id
FROM import_source AS source
