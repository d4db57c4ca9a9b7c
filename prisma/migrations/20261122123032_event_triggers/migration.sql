-- AlterTable
ALTER TABLE "trigger" ADD COLUMN     "event" TEXT;

-- AlterTable
ALTER TABLE "trigger_delivery" ADD COLUMN     "payload" TEXT;

CREATE INDEX "trigger_event_idx" ON "trigger"("workspace_id", "event") WHERE "event" IS NOT NULL;
ALTER TABLE "trigger" DROP CONSTRAINT "trigger_kind_check";
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_kind_check" CHECK ("kind" IN ('cron', 'webhook', 'event'));
