-- CreateTable
CREATE TABLE "alert_rule" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "condition" TEXT NOT NULL,
    "channels" TEXT NOT NULL,
    "for_seconds" INTEGER NOT NULL,
    "min_interval_minutes" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'ok',
    "breached_since" TIMESTAMPTZ(3),
    "state_since" TIMESTAMPTZ(3),
    "notified" BOOLEAN NOT NULL DEFAULT false,
    "notified_at" TIMESTAMPTZ(3),
    "finding" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "next_check_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_message" (
    "id" BIGSERIAL NOT NULL,
    "rule_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_rule_workspace_id_created_at_idx" ON "alert_rule"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "alert_message_rule_id_id_idx" ON "alert_message"("rule_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_message" ADD CONSTRAINT "alert_message_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_state_check" CHECK ("state" IN ('ok', 'firing'));
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_times_check" CHECK ("for_seconds" >= 0 AND "min_interval_minutes" >= 0);
ALTER TABLE "alert_message" ADD CONSTRAINT "alert_message_kind_check" CHECK ("kind" IN ('firing', 'recovered', 'test'));
ALTER TABLE "alert_message" ADD CONSTRAINT "alert_message_status_check" CHECK ("status" IN ('pending', 'sent', 'failed'));
-- What is due: rules that are switched on, and messages that nobody has got.
CREATE INDEX "alert_rule_due_idx" ON "alert_rule"("workspace_id", "next_check_at") WHERE "enabled";
CREATE INDEX "alert_message_due_idx" ON "alert_message"("available_at", "id") WHERE "status" = 'pending';
