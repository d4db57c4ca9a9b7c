import type { ApiServices } from './api-services.ts'

/** What one request to the API is handed. */
export interface ApiContext {
  /** Names the request in the log and in answers of the code `INTERNAL`. */
  requestId: string
  services: ApiServices
  /** Called once for an error that nobody foresaw. */
  logError: (error: unknown, details: { requestId: string; path: string }) => void
}
