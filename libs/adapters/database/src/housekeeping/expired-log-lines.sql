-- Log lines of runs that ended more than $1 days ago.
SELECT line.ctid
FROM run JOIN run_log_line AS line ON line.run_id = run.id
WHERE run.finished_at < now() - make_interval(days => $1)
