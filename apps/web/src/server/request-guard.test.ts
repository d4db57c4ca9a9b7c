import { describe, expect, it } from 'vitest'
import { checkRequest, type GuardPolicy } from './request-guard.ts'

const local: GuardPolicy = { allowRemote: false, allowedHosts: [] }
const remote: GuardPolicy = { allowRemote: true, allowedHosts: ['spane.example.org'] }
const json = { 'content-type': 'application/json', 'content-length': '2' }

function get(headers: Record<string, string>, policy = local) {
  return checkRequest({ method: 'GET', headers }, policy)
}
function post(headers: Record<string, string>, policy = local) {
  return checkRequest({ method: 'POST', headers: { host: 'localhost:3000', ...headers } }, policy)
}
function upgrade(headers: Record<string, string>, policy = local) {
  return checkRequest({ method: 'GET', headers: { host: 'localhost:3000', ...headers } }, policy, true)
}

describe('host', () => {
  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'localhost', 'LOCALHOST:80'])('serves %s', (host) => {
    expect(get({ host })).toBeUndefined()
  })
  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:3000',
    '192.168.0.7',
    'user@localhost',
    'localhost/evil',
    'a b',
  ])('refuses %s, for reads as well (DNS rebinding)', (host) => {
    expect(get({ host })).toMatchObject({ status: 403, code: 'HOST_NOT_ALLOWED' })
  })
  it('refuses a request without one', () => {
    expect(get({})).toMatchObject({ status: 400, code: 'HOST_MISSING' })
  })
  it('takes IP addresses and listed names when remote use is allowed, and no other name', () => {
    expect(get({ host: '192.168.0.7:3000' }, remote)).toBeUndefined()
    expect(get({ host: '[fe80::1]:3000' }, remote)).toBeUndefined()
    expect(get({ host: 'spane.example.org' }, remote)).toBeUndefined()
    expect(get({ host: 'evil.example' }, remote)).toMatchObject({ code: 'HOST_NOT_ALLOWED' })
  })
})

describe('mutations', () => {
  it('takes JSON of the same origin and of programs that are no browser', () => {
    expect(post({ ...json, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).toBeUndefined()
    expect(post(json)).toBeUndefined()
    expect(post({ 'content-type': 'application/json; charset=utf-8', 'content-length': '2' })).toBeUndefined()
  })
  it('takes one without a body', () => {
    expect(post({})).toBeUndefined()
    expect(post({ 'content-length': '0' })).toBeUndefined()
  })
  it.each(['http://evil.example', 'http://localhost:4000', 'http://127.0.0.1:3000', 'null', 'nonsense'])(
    'refuses the origin %s',
    (origin) => {
      expect(post({ ...json, origin })).toMatchObject({ status: 403, code: 'CROSS_ORIGIN' })
    },
  )
  it.each(['cross-site', 'same-site'])('refuses a browser that says %s', (site) => {
    expect(post({ ...json, 'sec-fetch-site': site })).toMatchObject({ status: 403, code: 'CROSS_ORIGIN' })
  })
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
  ])('refuses a body of %s', (type) => {
    expect(post({ 'content-type': type, 'content-length': '2' })).toMatchObject({ status: 415 })
  })
  it('refuses a body of no type, chunked or not', () => {
    expect(post({ 'content-length': '2' })).toMatchObject({ status: 415 })
    expect(post({ 'transfer-encoding': 'chunked' })).toMatchObject({ status: 415 })
  })
})

describe('WebSocket upgrades', () => {
  it('takes the same origin and programs', () => {
    expect(upgrade({ origin: 'http://localhost:3000' })).toBeUndefined()
    expect(upgrade({})).toBeUndefined()
  })
  it('refuses another origin, although an upgrade is a GET', () => {
    expect(upgrade({ origin: 'http://evil.example' })).toMatchObject({ status: 403, code: 'CROSS_ORIGIN' })
    expect(upgrade({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403, code: 'CROSS_ORIGIN' })
  })
})
