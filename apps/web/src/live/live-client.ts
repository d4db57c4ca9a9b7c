import { createLiveClient, type LiveClient } from '@spane/realtime/client'

let client: LiveClient | undefined

/** The page's one connection, opened at the first use. Only in a browser: call it from effects. */
export function liveClient(): LiveClient {
  client ??= createLiveClient(window.location.origin)
  return client
}
