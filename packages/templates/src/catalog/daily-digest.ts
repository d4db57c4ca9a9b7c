import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** Something to read every morning, and silence when there is nothing. */
export const dailyDigest: WorkflowTemplate = {
  id: 'daily-digest',
  name: 'Daily digest',
  summary: 'Fetches a list every working day, makes a digest of it and sends it to a chat, unless it is empty.',
  topic: 'Triggers',
  setup:
    'Set where the list comes from in **Fetch open tickets** and the webhook of your chat in **Send to the chat**.',
  graph: {
    nodes: [
      {
        id: 'morning',
        type: 'cron-trigger',
        name: 'Every working day at 8',
        config: { pattern: '0 8 * * MON-FRI', timeZone: 'UTC', catchUp: 'one' },
        position: at(0, 0),
      },
      {
        id: 'fetch',
        type: 'http',
        name: 'Fetch open tickets',
        config: { url: 'https://api.example.com/tickets', query: [{ name: 'state', value: 'open' }] },
        settings: { retries: 4, backoff: { type: 'exponential', delay: 5_000 } },
        position: at(1, 0),
      },
      {
        id: 'digest',
        type: 'code',
        name: 'Make the digest',
        config: {
          code: [
            'const tickets = Array.isArray(input.body) ? input.body : []',
            "const urgent = tickets.filter((ticket) => ticket.priority === 'high')",
            "const lines = urgent.map((ticket) => '• ' + ticket.title)",
            "const title = tickets.length + ' open tickets, ' + urgent.length + ' of them urgent'",
            "return { count: tickets.length, text: [title, ...lines].join('\\n') }",
            '',
          ].join('\n'),
        },
        position: at(2, 0),
      },
      {
        id: 'any',
        type: 'if',
        name: 'Is there anything?',
        config: { conditions: [{ left: '{{ input.count }}', operator: 'greater', right: '0' }] },
        position: at(3, 0),
      },
      {
        id: 'send',
        type: 'http',
        name: 'Send to the chat',
        config: {
          method: 'POST',
          url: 'https://chat.example.com/hooks/team',
          bodyType: 'json',
          json: { text: '{{ input.text }}' },
          sendIdempotencyKey: true,
        },
        settings: { retries: 4 },
        position: at(4, 0),
      },
    ],
    edges: [
      connect('morning', 'fetch'),
      connect('fetch', 'digest'),
      connect('digest', 'any'),
      connect('any', 'send', 'true'),
    ],
  },
  input: {},
}
