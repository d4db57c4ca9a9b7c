import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { NodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import { type AllowList, bareHost, isPublicAddress } from './address-guard.ts'

/** All addresses of a host. Replaced in tests. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true })

/**
 * Finds out where a request will go and whether it may. The addresses are looked up once: the connection must use the ones
 * returned here, because a name can mean another address the next time it is asked for.
 * @throws UnrecoverableNodeError `BAD_URL`, `ADDRESS_REFUSED`
 * @throws NodeError `HTTP_NETWORK` when the name has no address
 */
export async function resolveTarget(url: URL, allow: AllowList, resolve: Resolve): Promise<LookupAddress[]> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UnrecoverableNodeError(`Requests go to http: and https: only, not to ${url.protocol}`, {
      code: 'BAD_URL',
    })
  }
  const host = bareHost(url.hostname)
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const family = isIP(host)
  const addresses = family ? [{ address: host, family }] : await resolveHost(host, resolve)
  if (allow.allowsHost(host, port)) return addresses
  // One private address is enough: which one the connection would take is not ours to choose.
  const refused = addresses.find(({ address }) => !isPublicAddress(address) && !allow.allowsAddress(address))
  if (!refused) return addresses
  const what = family ? host : `${host} (${refused.address})`
  throw new UnrecoverableNodeError(
    `${what} is not on the public internet, and requests into private networks are refused. Whoever runs this server can allow it with SPANE_HTTP_ALLOW=${host}:${port}.`,
    { code: 'ADDRESS_REFUSED', details: { host, address: refused.address } },
  )
}

async function resolveHost(host: string, resolve: Resolve): Promise<LookupAddress[]> {
  try {
    const addresses = await resolve(host)
    if (addresses.length > 0) return addresses
  } catch (cause) {
    throw new NodeError(`No address was found for the host ${host}.`, { code: 'HTTP_NETWORK', cause })
  }
  throw new NodeError(`The host ${host} has no address.`, { code: 'HTTP_NETWORK' })
}
