import { describe, expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

const rule = {
  name: 'No worker',
  enabled: true,
  condition: { kind: 'no-worker' as const },
  forSeconds: 30,
  minIntervalMinutes: 10,
  channels: [
    { type: 'webhook' as const, url: 'https://example.com/hooks?key=1', secret: '' },
    { type: 'email' as const, to: 'a@example.com' },
  ],
}

describe('alerts', () => {
  it('are made, changed and deleted', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const created = await api.alerts.create(rule)
    expect(created).toMatchObject({ rule, state: 'ok', stateSince: null, finding: null, checkedAt: null })
    const changed = await api.alerts.update({ id: created.id, rule: { ...rule, enabled: false } })
    expect(changed.rule.enabled).toBe(false)
    expect(await api.alerts.list()).toEqual({ items: [changed], canSendMail: false })
    await api.alerts.delete({ id: created.id })
    expect((await api.alerts.list()).items).toEqual([])
    expect((await refusalOf(api.alerts.delete({ id: created.id }))).problem.code).toBe('ALERT_NOT_FOUND')
  })

  it('name the field that is wrong', async () => {
    await using fixture = await setUpApi()
    const channels = [{ type: 'email' as const, to: 'nobody' }]
    const { trpcCode, problem } = await refusalOf(fixture.api.alerts.create({ ...rule, channels }))
    expect({ trpcCode, problem }).toMatchObject({ trpcCode: 'BAD_REQUEST', problem: { field: 'channels.0.to' } })
  })

  it('send a test to each channel, and list what became of it without the keys in addresses', async () => {
    await using fixture = await setUpApi()
    const { id } = await fixture.api.alerts.create(rule)
    expect(await fixture.api.alerts.test({ id })).toEqual({
      channels: [
        { target: 'example.com', error: null },
        { target: 'a@example.com', error: 'No mail server is set.' },
      ],
    })
    expect(fixture.sent).toMatchObject([{ state: 'test', rule: { id, name: 'No worker' } }])
    const { items } = await fixture.api.alerts.messages({ id })
    expect(items.map(({ kind, target, status }) => [kind, target, status])).toEqual(
      expect.arrayContaining([
        ['test', 'a@example.com', 'failed'],
        ['test', 'example.com', 'sent'],
      ]),
    )
  })

  it('belong to their workspace', async () => {
    await using fixture = await setUpApi()
    const { api, stranger } = fixture
    const { id } = await api.alerts.create(rule)
    const refusals = await Promise.all([
      refusalOf(stranger.alerts.update({ id, rule })),
      refusalOf(stranger.alerts.delete({ id })),
      refusalOf(stranger.alerts.test({ id })),
      refusalOf(stranger.alerts.messages({ id })),
    ])
    expect(refusals.map(({ trpcCode }) => trpcCode)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
    expect((await stranger.alerts.list()).items).toEqual([])
    expect((await api.alerts.list()).items).toHaveLength(1)
  })
})
