import { expect, it } from 'vitest'
import { readSettings, toLocalUrl } from './settings.mjs'

const read = (env) => readSettings(env, '/home/someone')

it('has a default for everything', () => {
  expect(read({})).toEqual({ port: 3000, host: '127.0.0.1', dataDir: '/home/someone/.spane', databaseUrl: undefined })
  expect(read({ PORT: '', DATABASE_URL: ' ' })).toEqual(read({}))
})

it.each([
  ['a port that is none', { PORT: '70000' }, 'no port number'],
  ['a port with more than digits', { PORT: '0x10' }, 'no port number'],
  ['an address for everybody, unasked', { HOST: '0.0.0.0' }, 'no accounts yet'],
  ['another database', { DATABASE_URL: 'mysql://localhost' }, 'no PostgreSQL address'],
])('refuses %s', (_, env, message) => {
  expect(() => read(env)).toThrow(message)
})

it('listens for everybody when told so', () => {
  expect(read({ HOST: '0.0.0.0', SPANE_ALLOW_REMOTE: '1' }).host).toBe('0.0.0.0')
})

it('knows how this machine reaches itself', () => {
  expect(toLocalUrl('0.0.0.0', 3000)).toBe('http://127.0.0.1:3000')
  expect(toLocalUrl('::1', 3000)).toBe('http://[::1]:3000')
  expect(toLocalUrl('localhost', 80)).toBe('http://localhost:80')
})
