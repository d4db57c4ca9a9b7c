-- AlterTable
ALTER TABLE "workflow" ADD COLUMN     "triggers_version_id" UUID;

-- CreateTable
CREATE TABLE "trigger" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "version_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "config" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "next_at" TIMESTAMPTZ(3),
    "method" TEXT,
    "path" TEXT,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trigger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trigger_delivery" (
    "id" BIGSERIAL NOT NULL,
    "trigger_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "execution_id" UUID,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trigger_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "trigger_workspace_id_workflow_id_node_id_key" ON "trigger"("workspace_id", "workflow_id", "node_id");

-- CreateIndex
CREATE UNIQUE INDEX "trigger_workspace_id_method_path_key" ON "trigger"("workspace_id", "method", "path");

-- CreateIndex
CREATE INDEX "trigger_delivery_trigger_id_id_idx" ON "trigger_delivery"("trigger_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "trigger_delivery_trigger_id_key_key" ON "trigger_delivery"("trigger_id", "key");

-- AddForeignKey
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_workspace_id_workflow_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id") REFERENCES "workflow"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trigger_delivery" ADD CONSTRAINT "trigger_delivery_trigger_id_fkey" FOREIGN KEY ("trigger_id") REFERENCES "trigger"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Due triggers, and workflows whose triggers are still to be read off their published version: few among many.
CREATE INDEX "trigger_next_at_idx" ON "trigger"("next_at") WHERE "next_at" IS NOT NULL AND "active";
CREATE INDEX "trigger_delivery_pending_idx" ON "trigger_delivery"("id") WHERE "status" = 'pending';
CREATE INDEX "workflow_unread_triggers_idx" ON "workflow"("workspace_id", "id") WHERE "published_version_id" IS DISTINCT FROM "triggers_version_id";
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_kind_check" CHECK ("kind" IN ('cron', 'webhook'));
ALTER TABLE "trigger_delivery" ADD CONSTRAINT "trigger_delivery_status_check" CHECK ("status" IN ('pending', 'started', 'refused', 'failed'));
