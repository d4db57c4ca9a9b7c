-- DropIndex
DROP INDEX "dead_letter_workspace_id_fingerprint_idx";

-- AlterTable
ALTER TABLE "dead_letter" ADD COLUMN     "batch_id" UUID,
ADD COLUMN     "entries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "successor_id" UUID;

-- CreateTable
CREATE TABLE "dead_letter_entry" (
    "letter_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT,
    "batch_id" UUID,
    "edited_input" BOOLEAN NOT NULL,
    "version_id" UUID NOT NULL,
    "successor_id" UUID,
    "error_code" TEXT,
    "error_message" TEXT,
    "attempts" INTEGER,

    CONSTRAINT "dead_letter_entry_pkey" PRIMARY KEY ("letter_id","seq")
);

-- CreateTable
CREATE TABLE "dead_letter_group" (
    "workspace_id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "error_code" TEXT NOT NULL,
    "error_message" TEXT NOT NULL,
    "open" INTEGER NOT NULL,
    "retrying" INTEGER NOT NULL,
    "resolved" INTEGER NOT NULL,
    "discarded" INTEGER NOT NULL,
    "void" INTEGER NOT NULL,
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dead_letter_group_pkey" PRIMARY KEY ("workspace_id","fingerprint")
);

-- CreateTable
CREATE TABLE "dead_letter_batch" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "canary" INTEGER,
    "by" TEXT NOT NULL,
    "fingerprint" TEXT,
    "status" TEXT NOT NULL,
    "collecting" TEXT,
    "waiting" INTEGER NOT NULL,
    "acting" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "hidden_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "dead_letter_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dead_letter_batch_item" (
    "batch_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "letter_id" UUID NOT NULL,
    "execution_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" TEXT,
    "error_message" TEXT,
    "successor_id" UUID,

    CONSTRAINT "dead_letter_batch_item_pkey" PRIMARY KEY ("batch_id","position")
);

-- CreateIndex
CREATE INDEX "dead_letter_group_workspace_id_last_failed_at_fingerprint_idx" ON "dead_letter_group"("workspace_id", "last_failed_at" DESC, "fingerprint" DESC);

-- CreateIndex
CREATE INDEX "dead_letter_batch_workspace_id_created_at_id_idx" ON "dead_letter_batch"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "dead_letter_batch_item_batch_id_status_position_idx" ON "dead_letter_batch_item"("batch_id", "status", "position");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_batch_item_batch_id_letter_id_key" ON "dead_letter_batch_item"("batch_id", "letter_id");

-- CreateIndex
CREATE INDEX "dead_letter_workspace_id_workflow_id_status_failed_at_id_idx" ON "dead_letter"("workspace_id", "workflow_id", "status", "failed_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "dead_letter_workspace_id_fingerprint_status_failed_at_id_idx" ON "dead_letter"("workspace_id", "fingerprint", "status", "failed_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "dead_letter_entry" ADD CONSTRAINT "dead_letter_entry_letter_id_fkey" FOREIGN KEY ("letter_id") REFERENCES "dead_letter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dead_letter_batch_item" ADD CONSTRAINT "dead_letter_batch_item_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "dead_letter_batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "dead_letter_entry" ADD CONSTRAINT "dead_letter_entry_kind_check"
  CHECK ("kind" IN ('failed', 'retried', 'resolved', 'discarded', 'restored', 'voided'));
ALTER TABLE "dead_letter_entry" ADD CONSTRAINT "dead_letter_entry_by_check" CHECK ("by" IN ('person', 'api', 'program'));
ALTER TABLE "dead_letter_entry" ADD CONSTRAINT "dead_letter_entry_seq_check" CHECK ("seq" >= 1);
ALTER TABLE "dead_letter_batch" ADD CONSTRAINT "dead_letter_batch_action_check" CHECK ("action" IN ('retry', 'discard', 'restore'));
ALTER TABLE "dead_letter_batch" ADD CONSTRAINT "dead_letter_batch_version_check" CHECK ("version" IN ('original', 'latest'));
ALTER TABLE "dead_letter_batch" ADD CONSTRAINT "dead_letter_batch_status_check"
  CHECK ("status" IN ('collecting', 'canary', 'stopped', 'running', 'completed', 'cancelled'));
ALTER TABLE "dead_letter_batch" ADD CONSTRAINT "dead_letter_batch_counts_check"
  CHECK ("waiting" >= 0 AND "acting" >= 0 AND "done" >= 0 AND "failed" >= 0 AND "refused" >= 0 AND "canary" >= 1);
ALTER TABLE "dead_letter_batch_item" ADD CONSTRAINT "dead_letter_batch_item_status_check"
  CHECK ("status" IN ('waiting', 'acting', 'done', 'failed', 'refused'));
ALTER TABLE "dead_letter_batch" ADD CONSTRAINT "dead_letter_batch_workspace_id_fkey"
  FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "dead_letter_group" ADD CONSTRAINT "dead_letter_group_workspace_id_fkey"
  FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What workers look for every second, and what the page shows of batches.
CREATE INDEX "dead_letter_batch_active_idx" ON "dead_letter_batch" ("hidden_until") WHERE "ended_at" IS NULL AND "status" <> 'stopped';
CREATE INDEX "dead_letter_batch_open_idx" ON "dead_letter_batch" ("workspace_id", "created_at" DESC, "id" DESC) WHERE "ended_at" IS NULL;
CREATE INDEX "dead_letter_group_unresolved_idx" ON "dead_letter_group" ("workspace_id", "last_failed_at" DESC, "fingerprint" DESC)
  WHERE "open" + "retrying" > 0;
DROP INDEX "dead_letter_unresolved_idx";

-- The history of letters begins with the failure that is known of them.
INSERT INTO "dead_letter_entry" ("letter_id", "seq", "at", "kind", "edited_input", "version_id", "error_code", "error_message", "attempts")
SELECT d."id", 1, d."failed_at", 'failed', false, e."version_id", d."error_code", d."error_message", d."attempts"
FROM "dead_letter" d JOIN "execution" e ON e."id" = d."execution_id";
UPDATE "dead_letter" SET "entries" = 1;

INSERT INTO "dead_letter_group"
SELECT "workspace_id", "fingerprint", min("workflow_id"), min("node_id"), min("error_code"),
  left((array_agg("error_message" ORDER BY "failed_at" DESC))[1], 2000),
  count(*) FILTER (WHERE "status" = 'open'), count(*) FILTER (WHERE "status" = 'retrying'),
  count(*) FILTER (WHERE "status" = 'resolved'), count(*) FILTER (WHERE "status" = 'discarded'),
  count(*) FILTER (WHERE "status" = 'void'), min("created_at"), max("failed_at")
FROM "dead_letter" GROUP BY "workspace_id", "fingerprint";

-- Groups are counted where the letters change, whoever changes them: the engine, retention, a cascade. A statement's rows
-- are added up first, and groups are locked in one order, so that two transactions do not wait for each other.
CREATE FUNCTION "count_dead_letter_groups"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO dead_letter_group AS g
    SELECT workspace_id, fingerprint, min(workflow_id), min(node_id), min(error_code),
      left((array_agg(error_message ORDER BY failed_at DESC))[1], 2000),
      count(*) FILTER (WHERE status = 'open'), count(*) FILTER (WHERE status = 'retrying'),
      count(*) FILTER (WHERE status = 'resolved'), count(*) FILTER (WHERE status = 'discarded'),
      count(*) FILTER (WHERE status = 'void'), min(created_at), max(failed_at)
    FROM new_letters GROUP BY workspace_id, fingerprint ORDER BY workspace_id, fingerprint
    ON CONFLICT (workspace_id, fingerprint) DO UPDATE SET
      error_message = CASE WHEN EXCLUDED.last_failed_at >= g.last_failed_at THEN EXCLUDED.error_message ELSE g.error_message END,
      open = g.open + EXCLUDED.open, retrying = g.retrying + EXCLUDED.retrying, resolved = g.resolved + EXCLUDED.resolved,
      discarded = g.discarded + EXCLUDED.discarded, void = g.void + EXCLUDED.void,
      first_failed_at = least(g.first_failed_at, EXCLUDED.first_failed_at),
      last_failed_at = greatest(g.last_failed_at, EXCLUDED.last_failed_at);
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO dead_letter_group AS g
    SELECT workspace_id, fingerprint, min(workflow_id), min(node_id), min(error_code),
      left((array_agg(error_message ORDER BY sign DESC, failed_at DESC))[1], 2000),
      coalesce(sum(sign) FILTER (WHERE status = 'open'), 0), coalesce(sum(sign) FILTER (WHERE status = 'retrying'), 0),
      coalesce(sum(sign) FILTER (WHERE status = 'resolved'), 0), coalesce(sum(sign) FILTER (WHERE status = 'discarded'), 0),
      coalesce(sum(sign) FILTER (WHERE status = 'void'), 0), min(created_at),
      coalesce(max(failed_at) FILTER (WHERE sign = 1), '-infinity')
    FROM (SELECT *, 1 AS sign FROM new_letters UNION ALL SELECT *, -1 FROM old_letters) changed
    GROUP BY workspace_id, fingerprint ORDER BY workspace_id, fingerprint
    ON CONFLICT (workspace_id, fingerprint) DO UPDATE SET
      error_message = CASE WHEN EXCLUDED.last_failed_at >= g.last_failed_at THEN EXCLUDED.error_message ELSE g.error_message END,
      open = g.open + EXCLUDED.open, retrying = g.retrying + EXCLUDED.retrying, resolved = g.resolved + EXCLUDED.resolved,
      discarded = g.discarded + EXCLUDED.discarded, void = g.void + EXCLUDED.void,
      first_failed_at = least(g.first_failed_at, EXCLUDED.first_failed_at),
      last_failed_at = greatest(g.last_failed_at, EXCLUDED.last_failed_at);
  ELSE
    PERFORM FROM dead_letter_group g
    WHERE (g.workspace_id, g.fingerprint) IN (SELECT workspace_id, fingerprint FROM old_letters)
    ORDER BY g.workspace_id, g.fingerprint FOR UPDATE;
    UPDATE dead_letter_group g SET
      open = g.open - o.open, retrying = g.retrying - o.retrying, resolved = g.resolved - o.resolved,
      discarded = g.discarded - o.discarded, void = g.void - o.void
    FROM (
      SELECT workspace_id, fingerprint, count(*) FILTER (WHERE status = 'open') AS open,
        count(*) FILTER (WHERE status = 'retrying') AS retrying, count(*) FILTER (WHERE status = 'resolved') AS resolved,
        count(*) FILTER (WHERE status = 'discarded') AS discarded, count(*) FILTER (WHERE status = 'void') AS void
      FROM old_letters GROUP BY workspace_id, fingerprint) o
    WHERE g.workspace_id = o.workspace_id AND g.fingerprint = o.fingerprint;
    DELETE FROM dead_letter_group g
    WHERE (g.workspace_id, g.fingerprint) IN (SELECT workspace_id, fingerprint FROM old_letters)
      AND g.open + g.retrying + g.resolved + g.discarded + g.void = 0;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER "dead_letter_inserted" AFTER INSERT ON "dead_letter"
  REFERENCING NEW TABLE AS new_letters FOR EACH STATEMENT EXECUTE FUNCTION "count_dead_letter_groups"();
CREATE TRIGGER "dead_letter_updated" AFTER UPDATE ON "dead_letter"
  REFERENCING OLD TABLE AS old_letters NEW TABLE AS new_letters FOR EACH STATEMENT EXECUTE FUNCTION "count_dead_letter_groups"();
CREATE TRIGGER "dead_letter_deleted" AFTER DELETE ON "dead_letter"
  REFERENCING OLD TABLE AS old_letters FOR EACH STATEMENT EXECUTE FUNCTION "count_dead_letter_groups"();
