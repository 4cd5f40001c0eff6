-- Stores what is known of the held import of source $1, held since $2 (null: since now), in the place of what was known.
INSERT INTO held_import (
  source_id, held_at, run_id, key_column, reasons, row_count, created, changed, removed, unchanged, skipped, checksum,
  base_import_run_id
)
VALUES ($1, coalesce($2, clock_timestamp()), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (source_id) DO UPDATE SET
  held_at = excluded.held_at,
  run_id = excluded.run_id,
  key_column = excluded.key_column,
  reasons = excluded.reasons,
  row_count = excluded.row_count,
  created = excluded.created,
  changed = excluded.changed,
  removed = excluded.removed,
  unchanged = excluded.unchanged,
  skipped = excluded.skipped,
  checksum = excluded.checksum,
  base_import_run_id = excluded.base_import_run_id
