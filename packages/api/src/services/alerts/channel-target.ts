import type { AlertChannel } from '@spane/alerts/alert-rule'

/** A channel in a few words; of an address nothing that could be a key. */
export function targetOf(channel: AlertChannel): string {
  if (channel.type === 'email') return channel.to
  if (!URL.canParse(channel.url) || channel.url.startsWith('secret:')) return channel.url
  return new URL(channel.url).host
}
