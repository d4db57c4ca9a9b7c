export type { ClientToServerEvents, ServerToClientEvents } from './protocol.ts'
