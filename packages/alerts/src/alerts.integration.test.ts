import { createHmac } from 'node:crypto'
import { findAlertRule, listAlertMessages, updateAlertRule } from '@spane/db'
import { describe, expect, it, vi } from 'vitest'
import { checkAlerts } from './check-alerts.ts'
import { sendAlerts, sendTest } from './send-alerts.ts'
import { setUpAlerts } from './testing/alerts.fixture.ts'

type Fixture = Awaited<ReturnType<typeof setUpAlerts>>

/** Three processes check and send at the same time. */
async function look({ context, makeDue }: Fixture): Promise<void> {
  await makeDue()
  await Promise.all([1, 2, 3].map(() => checkAlerts(context)))
  await Promise.all([1, 2, 3].map(() => sendAlerts(context)))
}

const stateOf = async ({ pool }: Fixture, id: string) => (await findAlertRule(pool, 'local', id))?.state

describe('alerts', () => {
  it('tell that no worker is alive, and when one is again, once each, whoever checks', async () => {
    await using fixture = await setUpAlerts()
    const id = await fixture.addRule({ kind: 'no-worker' }, { name: 'No worker' })
    for (let round = 0; round < 3; round += 1) await look(fixture)
    expect(await stateOf(fixture, id)).toBe('firing')
    expect(fixture.requests.map(({ body }) => JSON.parse(body))).toEqual([
      {
        id: expect.any(String),
        state: 'firing',
        rule: { id, name: 'No worker' },
        text: 'Alert: No worker. No worker is alive.',
        finding: 'No worker is alive.',
        at: expect.any(String),
        url: 'https://spane.example.com/workers',
      },
    ])
    await fixture.addWorker()
    for (let round = 0; round < 3; round += 1) await look(fixture)
    expect(await stateOf(fixture, id)).toBe('ok')
    expect(fixture.requests.map(({ body }) => JSON.parse(body).state)).toEqual(['firing', 'recovered'])
    expect(fixture.logged).toEqual([])
  })

  it('watch dead letters and the rate of failures, of one workflow or of all', async () => {
    await using fixture = await setUpAlerts()
    const { engine } = fixture
    await engine.startWorkers(4)
    await engine.publishWorkflow({ id: 'bad', name: 'Bad', nodes: [{ id: 'a', type: 'break' }] })
    await engine.publishWorkflow({ id: 'good', name: 'Good', nodes: [{ id: 'a', type: 'pass' }] })
    const ids = [...Array(3)].map(() => engine.enqueueWorkflow('bad')).concat([engine.enqueueWorkflow('good')])
    for (const executionId of await Promise.all(ids)) {
      await vi.waitFor(
        async () => expect((await engine.store.readExecution(executionId))?.endedAt ?? null).not.toBeNull(),
        { timeout: 15_000 },
      )
    }
    const all = { workflowId: null }
    const rules = {
      newLetters: await fixture.addRule({ kind: 'dead-letters-new', ...all, minutes: 5 }),
      newElsewhere: await fixture.addRule({ kind: 'dead-letters-new', workflowId: 'good', minutes: 5 }),
      over2: await fixture.addRule({ kind: 'dead-letters-open', ...all, over: 2 }),
      over3: await fixture.addRule({ kind: 'dead-letters-open', ...all, over: 3 }),
      rate75: await fixture.addRule({ kind: 'failure-rate', ...all, percent: 75, minutes: 5, atLeast: 4 }),
      rate76: await fixture.addRule({ kind: 'failure-rate', ...all, percent: 76, minutes: 5, atLeast: 1 }),
      tooFew: await fixture.addRule({ kind: 'failure-rate', ...all, percent: 1, minutes: 5, atLeast: 5 }),
      ofBad: await fixture.addRule({ kind: 'failure-rate', workflowId: 'bad', percent: 100, minutes: 5, atLeast: 3 }),
      worker: await fixture.addRule({ kind: 'no-worker' }),
      queue: await fixture.addRule({ kind: 'queue-age', seconds: 1 }),
    }
    await look(fixture)
    const states = await Promise.all(Object.entries(rules).map(async ([key, id]) => [key, await stateOf(fixture, id)]))
    expect(Object.fromEntries(states)).toEqual({
      newLetters: 'firing',
      newElsewhere: 'ok',
      over2: 'firing',
      over3: 'ok',
      rate75: 'firing',
      rate76: 'ok',
      tooFew: 'ok',
      ofBad: 'firing',
      worker: 'ok',
      queue: 'ok',
    })
    expect((await findAlertRule(fixture.pool, 'local', rules.rate75))?.finding).toBe(
      '3 of 4 executions that started in the last 5 minutes failed.',
    )
  })

  it('tell when a node waits too long for a slot', async () => {
    await using fixture = await setUpAlerts()
    const { engine, pool } = fixture
    await engine.publishWorkflow({ id: 'good', name: 'Good', nodes: [{ id: 'a', type: 'pass' }] })
    await engine.enqueueWorkflow('good')
    await pool.query(`UPDATE node_run SET ready_at = clock_timestamp() - interval '90 seconds'`)
    const late = await fixture.addRule({ kind: 'queue-age', seconds: 60 })
    const fine = await fixture.addRule({ kind: 'queue-age', seconds: 600 })
    await look(fixture)
    expect([await stateOf(fixture, late), await stateOf(fixture, fine)]).toEqual(['firing', 'ok'])
  })

  it('are at rest while they are switched off, and a decision on what was changed meanwhile is dropped', async () => {
    await using fixture = await setUpAlerts()
    const id = await fixture.addRule({ kind: 'no-worker' })
    await look(fixture)
    const rule = await findAlertRule(fixture.pool, 'local', id)
    if (!rule) throw new Error('gone')
    await updateAlertRule(fixture.pool, { workspaceId: 'local', id }, { ...rule, enabled: false })
    await look(fixture)
    expect(await stateOf(fixture, id)).toBe('ok')
    expect(fixture.requests).toHaveLength(1)
  })
})

describe('messages', () => {
  it('are signed as our own webhooks check it', async () => {
    await using fixture = await setUpAlerts()
    await fixture.addRule(
      { kind: 'no-worker' },
      { channels: [{ type: 'webhook', url: fixture.hookUrl, secret: 'SIGN' }] },
    )
    await look(fixture)
    const [{ headers, body } = { headers: {}, body: '' }] = fixture.requests
    const time = headers['x-signature-timestamp']
    const expected = createHmac('sha256', 'shh').update(`${time}.${body}`).digest('hex')
    expect(headers['x-signature-256']).toBe(`sha256=${expected}`)
    expect(headers['idempotency-key']).toBe(`alert-${JSON.parse(body).id}`)
  })

  it('go by mail to everybody who is named', async () => {
    await using fixture = await setUpAlerts()
    await fixture.addRule(
      { kind: 'no-worker' },
      { name: 'Böse', channels: [{ type: 'email', to: 'a@example.com, b@example.com' }] },
    )
    await look(fixture)
    const [mail] = fixture.smtp.mails
    expect(fixture.smtp.mails).toHaveLength(1)
    expect(mail).toMatchObject({ from: 'spane@example.com', to: ['a@example.com', 'b@example.com'] })
    expect(mail?.data).toContain('https://spane.example.com/workers')
    expect(mail?.data).toMatch(/^Subject: =\?UTF-8\?/m)
  })

  it('are tried again while the receiver has trouble, and the log says what became of them', async () => {
    await using fixture = await setUpAlerts()
    const id = await fixture.addRule({ kind: 'no-worker' })
    fixture.receiver.status = 503
    await look(fixture)
    expect(await listAlertMessages(fixture.pool, id, 5)).toMatchObject([
      { kind: 'firing', status: 'pending', attempts: 1, error: 'The receiver answered with status 503.' },
    ])
    fixture.receiver.status = 204
    await look(fixture)
    expect(await listAlertMessages(fixture.pool, id, 5)).toMatchObject([{ status: 'sent', attempts: 2, error: null }])
    expect(fixture.requests).toHaveLength(2)
  })

  it('fail at once when trying again cannot help, and in the end when it did not', async () => {
    await using fixture = await setUpAlerts()
    const secretless = { type: 'webhook', url: fixture.hookUrl, secret: 'NOBODY' } as const
    const inside = { type: 'webhook', url: 'http://10.0.0.1/', secret: '' } as const
    const mail = { type: 'email', to: 'a@example.com' } as const
    const id = await fixture.addRule({ kind: 'no-worker' }, { channels: [secretless, inside, mail] })
    fixture.smtp.state.refuse = '451 later'
    for (let attempt = 1; attempt <= 5; attempt += 1) await look(fixture)
    const byChannel = Object.fromEntries(
      (await listAlertMessages(fixture.pool, id, 5)).map((row) => [row.channel, [row.status, row.attempts, row.error]]),
    )
    expect(byChannel[JSON.stringify(secretless)]).toEqual([
      'failed',
      1,
      'The secret NOBODY is not set on the server: set SPANE_SECRET_NOBODY.',
    ])
    expect(byChannel[JSON.stringify(inside)]).toEqual([
      'failed',
      1,
      expect.stringContaining('not on the public internet'),
    ])
    expect(byChannel[JSON.stringify(mail)]).toEqual(['failed', 5, expect.stringContaining('451')])
  })

  it('of a test say at once whether they got through, without showing a secret', async () => {
    await using fixture = await setUpAlerts()
    const channels = [
      { type: 'webhook', url: 'secret:CHAT', secret: '' },
      { type: 'email', to: 'a@example.com' },
    ] as const
    const condition = { kind: 'no-worker' } as const
    const id = await fixture.addRule(condition, { channels: [...channels] })
    const rule = { id, name: 'Watch', condition, channels: [...channels] }
    expect(await sendTest(fixture.context, rule)).toEqual([null, null])
    expect(JSON.parse(fixture.requests[0]?.body ?? '')).toMatchObject({ state: 'test' })
    expect(await sendTest(fixture.withoutMail, rule)).toEqual([null, expect.stringContaining('SMTP_URL')])
    const stored = await listAlertMessages(fixture.pool, id, 10)
    expect(stored.map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual([
      'test failed',
      'test sent',
      'test sent',
      'test sent',
    ])
    expect(JSON.stringify(stored)).not.toContain('hidden')
  })
})
