import { describe, expect, it } from 'vitest'
import { createAllowList, isPublicAddress } from './address-guard.ts'
import { resolveTarget } from './resolve-target.ts'

describe('isPublicAddress', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '100::1',
    'localhost',
    '',
    '1.2.3',
    'x',
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('resolveTarget', () => {
  const none = createAllowList([])
  const names: Record<string, string[]> = {
    'example.com': ['93.184.216.34', '2606:4700:4700::1111'],
    'rebind.test': ['93.184.216.34', '127.0.0.1'],
    localhost: ['::1', '127.0.0.1'],
    'inside.test': ['10.0.0.5'],
  }
  const resolve = async (host: string) => {
    const found = names[host]
    if (!found) throw new Error('ENOTFOUND')
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  const check = (url: string, allow = none) => resolveTarget(new URL(url), allow, resolve)

  it.each([
    'http://127.0.0.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://0177.0.0.1',
    'http://0x7f.1',
    'http://127.1',
    'http://0',
    'http://127.0.0.1.',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://[64:ff9b::127.0.0.1]',
    'http://①②⑦.0.0.1',
    'http://user@127.0.0.1',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost',
    'http://LOCALHOST.',
    'http://rebind.test',
    'https://inside.test:8443',
    'http://[fe80::1]',
  ])('refuses %s', async (url) => {
    await expect(check(url)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED', name: 'UnrecoverableNodeError' })
  })

  it.each(['file:///etc/passwd', 'ftp://example.com', 'gopher://example.com', 'data:text/plain,x'])(
    'refuses %s',
    async (url) => {
      await expect(check(url)).rejects.toMatchObject({ code: 'BAD_URL' })
    },
  )

  it('gives the addresses that the connection must use', async () => {
    expect(await check('https://example.com')).toEqual([
      { address: '93.184.216.34', family: 4 },
      { address: '2606:4700:4700::1111', family: 6 },
    ])
  })

  it('says when a name has no address', async () => {
    await expect(check('http://nowhere.test')).rejects.toMatchObject({ code: 'HTTP_NETWORK', name: 'NodeError' })
  })

  it('opens what the allow-list names, and nothing else', async () => {
    const allow = createAllowList([
      'localhost:3000',
      '10.0.0.0/8',
      '[::1]:80',
      '*.svc.test',
      ' ',
      '192.168.1.5',
      'fd00::/8',
    ])
    await expect(check('http://localhost:3000', allow)).resolves.toHaveLength(2)
    await expect(check('http://localhost:3001', allow)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' })
    await expect(check('http://inside.test', allow)).resolves.toHaveLength(1)
    await expect(check('http://[::ffff:10.2.3.4]', allow)).resolves.toHaveLength(1)
    await expect(check('http://[::1]', allow)).resolves.toHaveLength(1)
    await expect(check('http://[::1]:81', allow)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' })
    await expect(check('http://192.168.1.5:9', allow)).resolves.toHaveLength(1)
    await expect(check('http://192.168.1.6', allow)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' })
    expect(allow.allowsHost('a.svc.test', 80)).toBe(true)
    expect(allow.allowsHost('svc.test', 80)).toBe(false)
    expect(allow.allowsHost('evilsvc.test', 80)).toBe(false)
  })

  it('refuses entries that make no sense', () => {
    for (const entry of ['10.0.0.0/33', 'http://localhost', 'a b', 'host:99999', 'a*b', '*']) {
      expect(() => createAllowList([entry]), entry).toThrow(entry)
    }
  })
})
