-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "delivery" AS ENUM ('at_least_once', 'at_most_once');

-- CreateEnum
CREATE TYPE "run_state" AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'timed_out', 'lost', 'skipped');

-- CreateEnum
CREATE TYPE "run_trigger" AS ENUM ('schedule', 'manual', 'retry');

-- CreateEnum
CREATE TYPE "verdict_kind" AS ENUM ('queued', 'outside_period', 'invalid_period', 'not_installed');

-- CreateEnum
CREATE TYPE "object_kind" AS ENUM ('object', 'template', 'apply', 'external');

-- CreateTable
CREATE TABLE "lane" (
    "name" VARCHAR(64) NOT NULL,
    "concurrency" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "job_definition" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" VARCHAR(64) NOT NULL,
    "type" VARCHAR(128) NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "interval_seconds" INTEGER NOT NULL,
    "time_period" VARCHAR(255),
    "time_zone" VARCHAR(64) NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "lane" VARCHAR(64) NOT NULL DEFAULT 'default',
    "timeout_seconds" INTEGER NOT NULL DEFAULT 3600,
    "delivery" "delivery" NOT NULL DEFAULT 'at_least_once',
    "note" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "next_run_at" TIMESTAMPTZ(3),
    "last_slot_at" TIMESTAMPTZ(3),
    "quarantined_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_definition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" BIGSERIAL NOT NULL,
    "definition_id" UUID,
    "definition_name" VARCHAR(64) NOT NULL,
    "definition_revision" INTEGER NOT NULL,
    "type" VARCHAR(128) NOT NULL,
    "settings" JSONB NOT NULL,
    "lane" VARCHAR(64) NOT NULL,
    "timeout_seconds" INTEGER NOT NULL,
    "trigger" "run_trigger" NOT NULL,
    "requested_by" VARCHAR(128),
    "slot_at" TIMESTAMPTZ(3) NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "retry_of" UUID,
    "state" "run_state" NOT NULL DEFAULT 'queued',
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "send_count" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "worker" VARCHAR(128),
    "fence" BIGINT,
    "lease_until" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "progress" JSONB,
    "message" TEXT,
    "counters" JSONB NOT NULL DEFAULT '{}',
    "error" JSONB,

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_log_line" (
    "run_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "level" VARCHAR(8) NOT NULL,
    "message" TEXT NOT NULL,
    "fields" JSONB,

    CONSTRAINT "run_log_line_pkey" PRIMARY KEY ("run_id","number")
);

-- CreateTable
CREATE TABLE "verdict" (
    "definition_id" UUID NOT NULL,
    "slot_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "verdict_kind" NOT NULL,
    "reason" TEXT NOT NULL,
    "coalesced_slots" INTEGER NOT NULL DEFAULT 0,
    "run_id" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" VARCHAR(128) NOT NULL,
    "zone_data_version" VARCHAR(32) NOT NULL,

    CONSTRAINT "verdict_pkey" PRIMARY KEY ("definition_id","slot_at")
);

-- CreateTable
CREATE TABLE "installation_setting" (
    "name" VARCHAR(64) NOT NULL,
    "value" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_by" VARCHAR(128) NOT NULL,

    CONSTRAINT "installation_setting_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "icinga_object" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "type" VARCHAR(32) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "kind" "object_kind" NOT NULL,
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "vars" JSONB NOT NULL DEFAULT '{}',
    "imports" VARCHAR(255)[] DEFAULT ARRAY[]::VARCHAR(255)[],
    "owner_rule" VARCHAR(255),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "icinga_object_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" VARCHAR(8) NOT NULL,
    "object_type" VARCHAR(32) NOT NULL,
    "object_name" VARCHAR(255) NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "author" VARCHAR(128) NOT NULL,
    "run_id" UUID,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_source" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" VARCHAR(64) NOT NULL,
    "type" VARCHAR(128) NOT NULL,
    "key_column" VARCHAR(64) NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "modifiers" JSONB NOT NULL DEFAULT '[]',
    "description" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" BIGSERIAL NOT NULL,
    "source_id" UUID NOT NULL,
    "run_id" UUID,
    "imported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_count" INTEGER NOT NULL,
    "created" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imported_row" (
    "source_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "valid_from_run" BIGINT NOT NULL,
    "valid_to_run" BIGINT,
    "checksum" BYTEA NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "imported_row_pkey" PRIMARY KEY ("source_id","key","valid_from_run")
);

-- CreateTable
CREATE TABLE "sync_rule" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" VARCHAR(255) NOT NULL,
    "object_type" VARCHAR(32) NOT NULL,
    "update_policy" VARCHAR(16) NOT NULL,
    "purge" BOOLEAN NOT NULL DEFAULT false,
    "purge_action" VARCHAR(16) NOT NULL DEFAULT 'delete',
    "filter" TEXT,
    "description" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "properties" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sync_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" BIGSERIAL NOT NULL,
    "rule_id" UUID,
    "rule_name" VARCHAR(255) NOT NULL,
    "run_id" UUID,
    "synced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "deleted" INTEGER NOT NULL,
    "import_runs" JSONB NOT NULL,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generated_file" (
    "checksum" VARCHAR(64) NOT NULL,
    "content" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,

    CONSTRAINT "generated_file_pkey" PRIMARY KEY ("checksum")
);

-- CreateTable
CREATE TABLE "generated_config" (
    "checksum" VARCHAR(64) NOT NULL,
    "rendered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "object_count" INTEGER NOT NULL,
    "file_count" INTEGER NOT NULL,

    CONSTRAINT "generated_config_pkey" PRIMARY KEY ("checksum")
);

-- CreateTable
CREATE TABLE "generated_config_file" (
    "config_checksum" VARCHAR(64) NOT NULL,
    "path" VARCHAR(255) NOT NULL,
    "file_checksum" VARCHAR(64) NOT NULL,

    CONSTRAINT "generated_config_file_pkey" PRIMARY KEY ("config_checksum","path")
);

-- CreateTable
CREATE TABLE "deployment" (
    "id" BIGSERIAL NOT NULL,
    "config_checksum" VARCHAR(64),
    "run_id" UUID,
    "target" VARCHAR(255) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "stage" VARCHAR(128),
    "state" VARCHAR(16) NOT NULL,
    "startup_log" TEXT,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "job_definition_name_key" ON "job_definition"("name");

-- CreateIndex
CREATE INDEX "job_definition_next_run_at" ON "job_definition"("next_run_at");

-- CreateIndex
CREATE UNIQUE INDEX "run_number_key" ON "run"("number");

-- CreateIndex
CREATE INDEX "run_definition_number" ON "run"("definition_id", "number" DESC);

-- CreateIndex
CREATE INDEX "run_finished_at" ON "run"("finished_at");

-- CreateIndex
CREATE INDEX "verdict_decided_at" ON "verdict"("decided_at");

-- CreateIndex
CREATE INDEX "icinga_object_owner_rule_idx" ON "icinga_object"("owner_rule");

-- CreateIndex
CREATE UNIQUE INDEX "icinga_object_type_name_key" ON "icinga_object"("type", "name");

-- CreateIndex
CREATE INDEX "activity_run_id_idx" ON "activity"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "import_source_name_key" ON "import_source"("name");

-- CreateIndex
CREATE INDEX "import_run_source_id_id_idx" ON "import_run"("source_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "sync_rule_name_key" ON "sync_rule"("name");

-- CreateIndex
CREATE INDEX "sync_run_rule_id_id_idx" ON "sync_run"("rule_id", "id" DESC);

-- CreateIndex
CREATE INDEX "generated_config_file_file_checksum_idx" ON "generated_config_file"("file_checksum");

-- CreateIndex
CREATE INDEX "deployment_config_checksum_idx" ON "deployment"("config_checksum");

-- AddForeignKey
ALTER TABLE "job_definition" ADD CONSTRAINT "job_definition_lane_fkey" FOREIGN KEY ("lane") REFERENCES "lane"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_definition_id_fkey" FOREIGN KEY ("definition_id") REFERENCES "job_definition"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_log_line" ADD CONSTRAINT "run_log_line_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_definition_id_fkey" FOREIGN KEY ("definition_id") REFERENCES "job_definition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "import_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_row" ADD CONSTRAINT "imported_row_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "import_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "sync_rule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generated_config_file" ADD CONSTRAINT "generated_config_file_config_checksum_fkey" FOREIGN KEY ("config_checksum") REFERENCES "generated_config"("checksum") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generated_config_file" ADD CONSTRAINT "generated_config_file_file_checksum_fkey" FOREIGN KEY ("file_checksum") REFERENCES "generated_file"("checksum") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_config_checksum_fkey" FOREIGN KEY ("config_checksum") REFERENCES "generated_config"("checksum") ON DELETE SET NULL ON UPDATE CASCADE;



-- What Prisma's schema language cannot say -----------------------------------

-- Two runs of one definition never overlap: at most one of them is unfinished.
CREATE UNIQUE INDEX "run_one_unfinished" ON "run" ("definition_id") WHERE "state" IN ('queued', 'running');

-- A slot is run once; further attempts after a lost one are numbered.
CREATE UNIQUE INDEX "run_slot_once" ON "run" ("definition_id", "slot_at", "attempt");

-- The sweeper's questions: what is queued, whose lease ended, what is running in a lane.
CREATE INDEX "run_queued" ON "run" ("sent_at") WHERE "state" = 'queued';
CREATE INDEX "run_running" ON "run" ("lane", "lease_until") WHERE "state" = 'running';

-- The latest version of every row of a source.
CREATE UNIQUE INDEX "imported_row_current" ON "imported_row" ("source_id", "key") WHERE "valid_to_run" IS NULL;

ALTER TABLE "job_definition" ADD CONSTRAINT "job_definition_interval_not_negative" CHECK ("interval_seconds" >= 0);
ALTER TABLE "lane" ADD CONSTRAINT "lane_concurrency_positive" CHECK ("concurrency" >= 1);

-- Grows with every claim; a late writer with an older number is refused.
CREATE SEQUENCE "run_fence";

INSERT INTO "lane" ("name", "concurrency") VALUES ('default', 1);

-- Wakes the scheduler when something about "when to run" changed; the poll is the safety net.
CREATE FUNCTION "notify_schedule_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('director_schedule', '');
  RETURN NULL;
END
$$;

CREATE TRIGGER "job_definition_schedule_changed"
  AFTER INSERT OR DELETE OR UPDATE OF "interval_seconds", "time_period", "time_zone", "enabled", "quarantined_at"
  ON "job_definition" FOR EACH STATEMENT EXECUTE FUNCTION "notify_schedule_changed"();

-- A changed period can open or close now: every definition that waits is looked at again.
CREATE FUNCTION "reconsider_time_periods"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "changed_objects" WHERE "type" = 'TimePeriod') THEN
    UPDATE "job_definition" SET "next_run_at" = now()
      WHERE "time_period" IS NOT NULL AND "enabled" AND "quarantined_at" IS NULL;
    PERFORM pg_notify('director_schedule', '');
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "time_period_inserted" AFTER INSERT ON "icinga_object"
  REFERENCING NEW TABLE AS "changed_objects" FOR EACH STATEMENT EXECUTE FUNCTION "reconsider_time_periods"();
CREATE TRIGGER "time_period_updated" AFTER UPDATE ON "icinga_object"
  REFERENCING NEW TABLE AS "changed_objects" FOR EACH STATEMENT EXECUTE FUNCTION "reconsider_time_periods"();
CREATE TRIGGER "time_period_deleted" AFTER DELETE ON "icinga_object"
  REFERENCING OLD TABLE AS "changed_objects" FOR EACH STATEMENT EXECUTE FUNCTION "reconsider_time_periods"();
