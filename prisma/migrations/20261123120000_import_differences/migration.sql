-- Differences between two imports look for rows by the import run they are valid from. Rows of one import lie side by
-- side, so a summary of some pages each finds them: 24 kB for 300,000 rows, and writing rows takes no longer with it.
-- A B-tree took a fifth of the time of a first import. "multi": one row that was moved must not widen a summary.
CREATE INDEX "imported_row_opened" ON "imported_row" USING brin ("valid_from_run" int8_minmax_multi_ops)
  WITH (pages_per_range = 32, autosummarize = on);
