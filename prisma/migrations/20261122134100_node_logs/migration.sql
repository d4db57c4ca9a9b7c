-- CreateTable
CREATE TABLE "node_log" (
    "execution_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "level" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "fields" TEXT,

    CONSTRAINT "node_log_pkey" PRIMARY KEY ("execution_id","node_id","start","line")
);

-- CreateIndex
CREATE INDEX "node_log_execution_id_id_idx" ON "node_log"("execution_id", "id");

-- AddForeignKey
ALTER TABLE "node_log" ADD CONSTRAINT "node_log_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "node_log" ADD CONSTRAINT "node_log_level_check" CHECK ("level" IN ('debug', 'info', 'warn', 'error'));

-- What attempts have logged so far. A text with an escaped NUL, which json cannot unescape, is left out.
INSERT INTO "node_log" ("execution_id", "node_id", "start", "line", "at", "level", "message")
SELECT a."execution_id", a."node_id", a."start", l."line", (l."entry" ->> 'at')::timestamptz, l."entry" ->> 'level',
  l."entry" ->> 'message'
FROM (SELECT * FROM "attempt" WHERE "logs" IS NOT NULL AND strpos("logs", '\u0000') = 0) a,
  LATERAL json_array_elements(a."logs"::json) WITH ORDINALITY AS l("entry", "line")
ORDER BY a."execution_id", a."started_at", a."node_id", l."line";

-- AlterTable
ALTER TABLE "attempt" DROP COLUMN "logs";
