-- Fewer rows a node: the events of a transaction are one row, what became of an edge follows from the run of its source,
-- a start that simply completed is told by its node run, and a pending node has no row.

-- DropForeignKey
ALTER TABLE "node_run" DROP CONSTRAINT "node_run_execution_id_fkey";
ALTER TABLE "attempt" DROP CONSTRAINT "attempt_execution_id_fkey";
ALTER TABLE "event" DROP CONSTRAINT "event_execution_id_fkey";
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_execution_id_fkey";

-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "check_at" TIMESTAMPTZ(3),
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "node_run" ADD COLUMN     "delivered" TEXT;

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "last_seq" INTEGER;

-- From here on by hand.

-- Each event of old is a batch of one. Its body still holds its number and time, which readers take from the row.
UPDATE "event" SET "last_seq" = "seq", "body" = '[' || "body" || ']';
ALTER TABLE "event" ALTER COLUMN "last_seq" SET NOT NULL;
ALTER TABLE "event" ADD CONSTRAINT "event_last_seq_check" CHECK ("last_seq" >= "seq");

-- Of a node that put something out the edges that were delivered, since it may have chosen among those of its ports.
WITH edge AS (
  SELECT v."id" AS version_id, e.value ->> 'id' AS id, e.value ->> 'source' AS source
  FROM "workflow_version" v, json_array_elements(v."definition"::json -> 'edges') e
), chosen AS (
  SELECT o."execution_id", edge.source AS node_id,
    COALESCE(json_agg(o."edge_id") FILTER (WHERE o."outcome" = 'delivered'), '[]')::text AS ids
  FROM "edge_outcome" o
  JOIN "execution" x ON x."id" = o."execution_id"
  JOIN edge ON edge.version_id = x."version_id" AND edge.id = o."edge_id"
  GROUP BY 1, 2
)
UPDATE "node_run" n SET "delivered" = chosen.ids FROM chosen
WHERE n."execution_id" = chosen."execution_id" AND n."node_id" = chosen.node_id AND n."status" IN ('completed', 'failed');

-- DropTable
DROP TABLE "edge_outcome";

-- Foreign keys would check every row that a node writes. What belongs to an execution is written under its lock, so it is
-- enough that it goes with it.
CREATE FUNCTION delete_rows_of_executions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM event WHERE execution_id IN (SELECT id FROM gone);
  DELETE FROM attempt WHERE execution_id IN (SELECT id FROM gone);
  DELETE FROM node_run WHERE execution_id IN (SELECT id FROM gone);
  DELETE FROM outbox WHERE execution_id IN (SELECT id FROM gone);
  RETURN NULL;
END $$;
CREATE TRIGGER execution_rows AFTER DELETE ON "execution"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION delete_rows_of_executions();

-- No index on what a node run changes, so that its updates stay in its page: the sweeper visits executions instead.
DROP INDEX "node_run_lease_until_idx";
DROP INDEX "node_run_ready_at_idx";
CREATE INDEX "execution_check_at_idx" ON "execution" ("check_at") WHERE "check_at" IS NOT NULL;
UPDATE "execution" SET "check_at" = clock_timestamp() WHERE "status" IN ('running', 'paused');
