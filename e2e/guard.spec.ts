import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { expect, test } from '@playwright/test'

/** Sends what no browser would let a page send; returns the status of the answer. */
function send(url: string, headers: OutgoingHttpHeaders, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers })
    request.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve(101)
    })
    request.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.on('error', reject)
    request.end()
  })
}

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

test('serves no foreign host name, so that no DNS answer can make a page of others its own', async ({ baseURL }) => {
  const url = new URL(baseURL ?? '')
  expect(await send(`${url.origin}/workflows`, { host: url.host })).toBe(200)
  expect(await send(`${url.origin}/workflows`, { host: 'evil.example' })).toBe(403)
  expect(await send(`${url.origin}/api/trpc/system.status`, { host: 'evil.example' })).toBe(403)
  expect(await send(`${url.origin}/api/stats`, { host: 'evil.example' })).toBe(403)
})

test('refuses mutations and sockets of another origin', async ({ baseURL }) => {
  const { origin } = new URL(baseURL ?? '')
  const foreign = { origin: 'http://evil.example' }
  expect(await send(`${origin}/api/executions/x/cancel`, foreign, 'POST')).toBe(403)
  expect(
    await send(`${origin}/api/trpc/workflows.create`, { ...foreign, 'content-type': 'application/json' }, 'POST'),
  ).toBe(403)
  const socket = `${origin}/socket.io/?EIO=4&transport=websocket`
  expect(await send(socket, { ...upgrade, origin })).toBe(101)
  expect(await send(socket, { ...upgrade, ...foreign })).toBe(403)
  expect(await send(socket, { ...upgrade, host: 'evil.example' })).toBe(403)
  expect(await send(`${origin}/socket.io/?EIO=4&transport=polling`, {})).toBe(400)
})
