-- What was taken over from which worker. Lost starts are rare, so the index is small and no other row pays for it.
CREATE INDEX "attempt_lost_idx" ON "attempt" ("worker_id", "ended_at" DESC) WHERE "outcome" = 'lost';
