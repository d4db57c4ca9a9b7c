-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "concurrency_key" TEXT,
ADD COLUMN     "deadline_at" TIMESTAMPTZ(3),
ADD COLUMN     "held" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "priority" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "reason" TEXT;

-- Who runs and who waits under a concurrency key. Most executions have none.
CREATE INDEX "execution_running_of_key_idx" ON "execution"("workspace_id", "workflow_id", "concurrency_key", "created_at", "id")
  WHERE "concurrency_key" IS NOT NULL AND "ended_at" IS NULL;
CREATE INDEX "execution_held_idx" ON "execution"("workspace_id", "workflow_id", "concurrency_key", "created_at", "id") WHERE "held";
ALTER TABLE "execution" ADD CONSTRAINT "execution_priority_check" CHECK ("priority" BETWEEN 0 AND 9);
ALTER TABLE "execution" ADD CONSTRAINT "execution_held_check" CHECK (NOT "held" OR "concurrency_key" IS NOT NULL);
ALTER TABLE "execution" ADD CONSTRAINT "execution_reason_check"
  CHECK ("reason" IN ('cancelled', 'timeout', 'superseded', 'skipped'));

ALTER TABLE "outbox" DROP CONSTRAINT "outbox_kind_check";
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_kind_check"
  CHECK ("kind" IN ('dispatch', 'wake', 'begin', 'count', 'timeout', 'admit', 'supersede'));
