-- CreateTable
CREATE TABLE "execution_end" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "execution_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "execution_end_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "execution_end_workspace_id_id_idx" ON "execution_end"("workspace_id", "id");

ALTER TABLE "execution_end" ADD CONSTRAINT "execution_end_status_check" CHECK ("status" IN ('completed', 'failed', 'cancelled'));
-- Asked at every end of an execution: it holds the triggers that listen to ends, and nothing else.
CREATE INDEX "trigger_execution_idx" ON "trigger"("workspace_id") WHERE "kind" = 'execution';
ALTER TABLE "trigger" DROP CONSTRAINT "trigger_kind_check";
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_kind_check" CHECK ("kind" IN ('cron', 'webhook', 'event', 'execution'));
