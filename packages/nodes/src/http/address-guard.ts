import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** What may be reached although it is private: hosts, `host:port`, addresses and CIDR ranges. */
export interface AllowList {
  allowsHost(hostname: string, port: number): boolean
  allowsAddress(address: string): boolean
}

/**
 * Reads an allow-list. A host stands for all its ports, `*.example.com` for all hosts below; an entry that makes no sense is refused
 * at once, so that a typing error does not open or close anything unnoticed.
 * @throws Error
 */
export function createAllowList(entries: readonly string[]): AllowList {
  const hosts: { name: string; port: number | undefined }[] = []
  const ranges: [Address, number][] = []
  for (const entry of entries.map((text) => text.trim().toLowerCase()).filter((text) => text !== '')) {
    const range = parseRange(entry)
    if (range) ranges.push(range)
    else hosts.push(parseHost(entry))
  }
  return {
    allowsHost: (hostname, port) => {
      const host = bareHost(hostname)
      return hosts.some(
        ({ name, port: only }) =>
          (only === undefined || only === port) &&
          (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name),
      )
    },
    allowsAddress: (address) => {
      const parsed = parseAddress(address)
      return (
        parsed !== undefined && ranges.some(([base, bits]) => base.kind() === parsed.kind() && parsed.match(base, bits))
      )
    },
  }
}

/**
 * Whether an address is on the public internet. Everything else is not: loopback, private, link-local (the metadata services
 * of clouds), carrier-grade NAT, multicast, reserved, and the ranges of IPv6 that carry IPv4 addresses inside.
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address)
  if (parsed?.range() !== 'unicast') return false
  // Only 2000::/3 is given out for global use: this also takes in forms that have no range of their own, like ::127.0.0.1.
  return parsed.kind() === 'ipv4' || ((parsed as ipaddr.IPv6).parts[0] ?? 0) >> 13 === 1
}

/** The host name of a URL without brackets and the dot of the root, in lower case. */
export function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
}

/** IPv4 addresses inside IPv6 (::ffff:0:0/96) count as what they are. */
function parseAddress(address: string): Address | undefined {
  const bare = bareHost(address).replace(/%.*$/, '')
  // Four decimal parts only: the other spellings of IPv4 have been turned into these by the URL parser.
  return ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare) ? ipaddr.process(bare) : undefined
}

function parseRange(entry: string): [Address, number] | undefined {
  const bare = bareHost(entry)
  if (entry.includes('/')) {
    if (ipaddr.isValidCIDR(bare)) return ipaddr.parseCIDR(bare)
    throw new Error(`"${entry}" is no range of addresses: write it like 10.0.0.0/8.`)
  }
  const address = parseAddress(bare)
  return address && [address, address.kind() === 'ipv4' ? 32 : 128]
}

function parseHost(entry: string): { name: string; port: number | undefined } {
  const [, name = '', port] = /^(\[[^\]]+\]|[^:/?#@\s]+?)\.?(?::(\d{1,5}))?$/.exec(entry) ?? []
  if (name === '' || Number(port ?? 1) > 65_535 || (name.includes('*') && !/^\*\.[^*]+$/.test(name))) {
    throw new Error(`"${entry}" is no host: write a host name, host:port, an address or a range of addresses.`)
  }
  return { name: bareHost(name), port: port === undefined ? undefined : Number(port) }
}
