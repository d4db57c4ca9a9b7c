-- CreateTable
CREATE TABLE "signing_key" (
    "version" INTEGER NOT NULL,
    "secret" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("version")
);

-- Waits for a signal say which start began them and when they end.
UPDATE "node_run" SET "wait" = json_build_object('kind', 'signal', 'opened', "starts", 'until', floor(extract(epoch FROM "wake_at") * 1000)::int8, 'reminders', 0)::text
WHERE "wait" = '{"kind":"signal"}' AND "status" = 'waiting';
