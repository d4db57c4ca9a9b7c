-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'owner',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "draft" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "published_version_id" UUID,
    "last_input" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflow_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "workflow_version" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workflow_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "execution" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "version_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "entry_node_id" TEXT,
    "idempotency_key" TEXT,
    "input" TEXT,
    "input_payload_id" UUID,
    "halted" BOOLEAN NOT NULL DEFAULT false,
    "open_count" INTEGER NOT NULL,
    "active_count" INTEGER NOT NULL,
    "running_count" INTEGER NOT NULL,
    "unhandled_failures" INTEGER NOT NULL DEFAULT 0,
    "event_seq" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "execution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "node_run" (
    "execution_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "starts" INTEGER NOT NULL DEFAULT 0,
    "lost_starts" INTEGER NOT NULL DEFAULT 0,
    "pending_edges" INTEGER NOT NULL,
    "delivered_edges" INTEGER NOT NULL DEFAULT 0,
    "worker_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "ready_at" TIMESTAMPTZ(3),
    "wake_at" TIMESTAMPTZ(3),
    "resumed" BOOLEAN NOT NULL DEFAULT false,
    "limited_since" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "input_override" TEXT,
    "output" TEXT,
    "output_payload_id" UUID,
    "ports" TEXT,
    "output_per_port" BOOLEAN NOT NULL DEFAULT false,
    "error" TEXT,
    "handled" BOOLEAN NOT NULL DEFAULT false,
    "dead_letter_id" UUID,

    CONSTRAINT "node_run_pkey" PRIMARY KEY ("execution_id","node_id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "execution_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "worker_id" TEXT,
    "ready_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,
    "logs" TEXT,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("execution_id","node_id","start")
);

-- CreateTable
CREATE TABLE "edge_outcome" (
    "execution_id" UUID NOT NULL,
    "edge_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,

    CONSTRAINT "edge_outcome_pkey" PRIMARY KEY ("execution_id","edge_id")
);

-- CreateTable
CREATE TABLE "event" (
    "execution_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("execution_id","seq")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "execution_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" TEXT NOT NULL,
    "error_message" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payload" (
    "id" UUID NOT NULL,
    "execution_id" UUID NOT NULL,
    "bytes" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "payload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "execution_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "available_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "stopping" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "app_user_workspace_id_idx" ON "app_user"("workspace_id");

-- CreateIndex
CREATE INDEX "workflow_published_version_id_idx" ON "workflow"("published_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_version_workspace_id_workflow_id_content_hash_key" ON "workflow_version"("workspace_id", "workflow_id", "content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_version_workspace_id_workflow_id_number_key" ON "workflow_version"("workspace_id", "workflow_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_version_workspace_id_workflow_id_id_key" ON "workflow_version"("workspace_id", "workflow_id", "id");

-- CreateIndex
CREATE INDEX "execution_workspace_id_created_at_id_idx" ON "execution"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "execution_workspace_id_status_created_at_id_idx" ON "execution"("workspace_id", "status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "execution_workspace_id_workflow_id_created_at_id_idx" ON "execution"("workspace_id", "workflow_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "execution_version_id_idx" ON "execution"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "execution_workspace_id_workflow_id_idempotency_key_key" ON "execution"("workspace_id", "workflow_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "dead_letter_workspace_id_failed_at_id_idx" ON "dead_letter"("workspace_id", "failed_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "dead_letter_workspace_id_status_failed_at_id_idx" ON "dead_letter"("workspace_id", "status", "failed_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "dead_letter_workspace_id_fingerprint_idx" ON "dead_letter"("workspace_id", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_execution_id_node_id_key" ON "dead_letter"("execution_id", "node_id");

-- CreateIndex
CREATE INDEX "payload_execution_id_idx" ON "payload"("execution_id");

-- CreateIndex
CREATE INDEX "outbox_available_at_id_idx" ON "outbox"("available_at", "id");

-- CreateIndex
CREATE INDEX "outbox_execution_id_idx" ON "outbox"("execution_id");

-- CreateIndex
CREATE INDEX "worker_heartbeat_at_idx" ON "worker"("heartbeat_at");

-- AddForeignKey
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow" ADD CONSTRAINT "workflow_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow" ADD CONSTRAINT "workflow_published_version_id_fkey" FOREIGN KEY ("published_version_id") REFERENCES "workflow_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_version" ADD CONSTRAINT "workflow_version_workspace_id_workflow_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id") REFERENCES "workflow"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution" ADD CONSTRAINT "execution_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution" ADD CONSTRAINT "execution_workspace_id_workflow_id_version_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id", "version_id") REFERENCES "workflow_version"("workspace_id", "workflow_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "node_run" ADD CONSTRAINT "node_run_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edge_outcome" ADD CONSTRAINT "edge_outcome_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dead_letter" ADD CONSTRAINT "dead_letter_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payload" ADD CONSTRAINT "payload_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: rules that the Prisma schema cannot express.

-- The words of every state column. They are the contract's; a row with any other is a bug of the code that wrote it.
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_role_check" CHECK ("role" IN ('owner'));
ALTER TABLE "execution" ADD CONSTRAINT "execution_status_check"
  CHECK ("status" IN ('queued', 'running', 'paused', 'completed', 'failed', 'cancelled'));
ALTER TABLE "node_run" ADD CONSTRAINT "node_run_status_check"
  CHECK ("status" IN ('pending', 'ready', 'running', 'waiting', 'retrying', 'completed', 'failed', 'skipped', 'cancelled'));
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_outcome_check"
  CHECK ("outcome" IN ('completed', 'failed', 'timeout', 'waiting', 'lost', 'released', 'cancelled'));
ALTER TABLE "edge_outcome" ADD CONSTRAINT "edge_outcome_outcome_check" CHECK ("outcome" IN ('delivered', 'dead'));
ALTER TABLE "dead_letter" ADD CONSTRAINT "dead_letter_status_check"
  CHECK ("status" IN ('open', 'retrying', 'resolved', 'discarded', 'void'));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_kind_check" CHECK ("kind" IN ('dispatch', 'wake'));

-- Counters. A running node run is active, and an active one is open.
ALTER TABLE "workflow" ADD CONSTRAINT "workflow_revision_check" CHECK ("revision" >= 1);
ALTER TABLE "workflow_version" ADD CONSTRAINT "workflow_version_number_check" CHECK ("number" >= 1);
ALTER TABLE "execution" ADD CONSTRAINT "execution_counters_check"
  CHECK (0 <= "running_count" AND "running_count" <= "active_count" AND "active_count" <= "open_count"
    AND "unhandled_failures" >= 0 AND "event_seq" >= 0);
ALTER TABLE "node_run" ADD CONSTRAINT "node_run_counters_check"
  CHECK ("attempt" >= 0 AND "starts" >= 0 AND "lost_starts" >= 0 AND "pending_edges" >= 0 AND "delivered_edges" >= 0);
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_counters_check" CHECK ("start" >= 0 AND "attempt" >= 0);
ALTER TABLE "event" ADD CONSTRAINT "event_seq_check" CHECK ("seq" >= 1);
ALTER TABLE "dead_letter" ADD CONSTRAINT "dead_letter_counters_check" CHECK ("failures" >= 1 AND "attempts" >= 0);
ALTER TABLE "payload" ADD CONSTRAINT "payload_bytes_check" CHECK ("bytes" >= 0);
ALTER TABLE "worker" ADD CONSTRAINT "worker_concurrency_check" CHECK ("concurrency" >= 0);

-- What the sweeper, the lists and the badge look for: a small part of their tables.
CREATE INDEX "node_run_lease_until_idx" ON "node_run" ("lease_until") WHERE "status" = 'running';
CREATE INDEX "node_run_ready_at_idx" ON "node_run" ("ready_at") WHERE "status" = 'ready';
CREATE INDEX "workflow_live_idx" ON "workflow" ("workspace_id", "updated_at" DESC, "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "dead_letter_unresolved_idx" ON "dead_letter" ("workspace_id", "failed_at" DESC, "id" DESC)
  WHERE "status" IN ('open', 'retrying');

-- Rows that change many times in their life keep room in their page, so that an update need not touch every index.
ALTER TABLE "execution" SET (fillfactor = 80);
ALTER TABLE "node_run" SET (fillfactor = 80);

INSERT INTO "workspace" ("id", "name") VALUES ('local', 'Local');
INSERT INTO "app_user" ("id", "workspace_id", "name", "role") VALUES ('local', 'local', 'Owner', 'owner');
