-- Housekeeping deletes closed versions of rows by the import run that closed them, a batch at a time; without an index
-- every batch would read the whole table. Current rows are not in it, so a first import does not pay for it.
CREATE INDEX "imported_row_closed" ON "imported_row" ("source_id", "valid_to_run") WHERE "valid_to_run" IS NOT NULL;
