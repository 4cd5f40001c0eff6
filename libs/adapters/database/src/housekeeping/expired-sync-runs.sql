-- Sync runs more than $1 days old, except the latest one of every rule.
SELECT old.ctid
FROM sync_run AS old
WHERE old.synced_at < now() - make_interval(days => $1)
  AND (old.rule_id IS NULL OR EXISTS (SELECT FROM sync_run AS newer WHERE newer.rule_id = old.rule_id AND newer.id > old.id))
