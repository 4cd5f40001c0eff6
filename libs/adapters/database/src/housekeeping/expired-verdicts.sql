-- Verdicts more than $1 days old.
SELECT verdict.ctid FROM verdict WHERE decided_at < now() - make_interval(days => $1) ORDER BY decided_at
