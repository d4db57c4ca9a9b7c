export { InProcessWorker, type InProcessWorkerOptions } from './in-process-worker.ts'
