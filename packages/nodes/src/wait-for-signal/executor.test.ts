import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createContext } from '../testing/create-context.fixture.ts'
import { createWaitForSignalExecutor } from './executor.ts'

const resumeUrl = 'https://spane.example.com/resume/v1.a.b'

/** A webhook that keeps what it gets. */
async function listen(status = 200) {
  const received: Record<string, unknown>[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push(JSON.parse(body))
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}

const executor = createWaitForSignalExecutor({ allow: ['127.0.0.1'] })

it('sends the link and the message, and waits with reminders until they are used up', async () => {
  const { received, url } = await listen()
  const nodeConfig = {
    name: 'Approval',
    notifyUrl: url,
    message: 'Order 7:',
    remind: true,
    remindEvery: 2,
    maxReminders: 2,
  }
  const first = await executor.execute(createContext({ nodeConfig, resumeUrl }))
  expect(first.waitForSignal).toEqual({ remindAfterMs: 2 * 86_400_000 })
  const reminded = { nodeConfig, resumeUrl, resumed: true }
  const second = await executor.execute(createContext({ ...reminded, signalled: { reminder: 1 } }))
  expect(second.waitForSignal).toEqual({ remindAfterMs: 2 * 86_400_000 })
  const last = await executor.execute(createContext({ ...reminded, signalled: { reminder: 2 } }))
  expect(last.waitForSignal).toEqual({})
  expect(received.map(({ text, url: link, reminder }) => [text, link, reminder])).toEqual([
    [`Order 7: ${resumeUrl}`, resumeUrl, 0],
    [`Reminder: Order 7: ${resumeUrl}`, resumeUrl, 1],
    [`Reminder: Order 7: ${resumeUrl}`, resumeUrl, 2],
  ])
})

it('fails when the first message is not taken, and goes on waiting when a reminder is not', async () => {
  const { url } = await listen(500)
  const nodeConfig = { notifyUrl: url, message: `Look at ${resumeUrl}`, remind: true }
  const context = createContext({ nodeConfig, resumeUrl })
  await expect(executor.execute(context)).rejects.toThrow()
  const result = await executor.execute({ ...context, resumed: true, signalled: { reminder: 1 } })
  expect(result.waitForSignal).toEqual({ remindAfterMs: 86_400_000 })
})

it('sends to no private address that is not allowed, and nothing without a way to sign links', async () => {
  const { url, received } = await listen()
  const guarded = createWaitForSignalExecutor()
  await expect(guarded.execute(createContext({ nodeConfig: { notifyUrl: url }, resumeUrl }))).rejects.toThrow()
  const unsigned = executor.execute(createContext({ nodeConfig: { notifyUrl: url } }))
  await expect(unsigned).rejects.toMatchObject({ code: 'NO_RESUME_URL' })
  expect(received).toEqual([])
})
