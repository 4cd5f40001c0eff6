-- Entries of the audit trail more than $1 days old. In the order of ids: the index leads past what was deleted before.
SELECT activity.ctid FROM activity WHERE at < now() - make_interval(days => $1) ORDER BY id
