-- What becomes of rows that cannot be imported, and which imports are held (docs/decisions/0005). Empty: all defaults.
ALTER TABLE "import_source" ADD COLUMN "row_policy" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN "guards" JSONB NOT NULL DEFAULT '{}';

-- The difference an import would have made, waiting for a person: at most one of a source.
CREATE TABLE "held_import" (
    "source_id" UUID NOT NULL,
    "held_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "run_id" UUID,
    "key_column" VARCHAR(64) NOT NULL,
    "reasons" JSONB NOT NULL,
    "row_count" INTEGER NOT NULL,
    "created" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "skipped" INTEGER NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,

    CONSTRAINT "held_import_pkey" PRIMARY KEY ("source_id")
);

-- New and changed rows with their data, removed ones without. No foreign key, for the same reason as imported rows.
CREATE TABLE "held_row" (
    "source_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "checksum" BYTEA,
    "data" JSONB,

    CONSTRAINT "held_row_pkey" PRIMARY KEY ("source_id","key")
);

-- Every import and every check, whatever came of it.
CREATE TABLE "import_attempt" (
    "id" BIGSERIAL NOT NULL,
    "source_id" UUID NOT NULL,
    "run_id" UUID,
    "requested_by" VARCHAR(128),
    "check_only" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" VARCHAR(16) NOT NULL,
    "row_count" INTEGER NOT NULL,
    "created" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "checksum" VARCHAR(64),
    "import_run_id" BIGINT,
    "error" JSONB,
    "columns" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "skipped_rows" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "import_attempt_pkey" PRIMARY KEY ("id")
);

-- The state of a source is that of its latest attempt.
CREATE INDEX "import_attempt_source_id_id_idx" ON "import_attempt"("source_id", "id" DESC);

ALTER TABLE "held_import" ADD CONSTRAINT "held_import_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "import_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "import_attempt" ADD CONSTRAINT "import_attempt_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "import_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION "delete_imported_rows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "imported_row" WHERE "source_id" IN (SELECT "id" FROM "deleted_sources");
  DELETE FROM "held_row" WHERE "source_id" IN (SELECT "id" FROM "deleted_sources");
  RETURN NULL;
END
$$;
