import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { STATUS_LOOKS, type Status } from './status.ts'
import { StatusBadge } from './status-badge.tsx'

describe('StatusBadge', () => {
  const all = Object.keys(STATUS_LOOKS) as Status[]

  it.each(all)('shows %s by a word and a shape', (status) => {
    const markup = renderToStaticMarkup(<StatusBadge status={status} />)
    expect(markup).toContain(STATUS_LOOKS[status].label)
    expect(markup).toContain('<svg')
    expect(markup).toContain(`data-status="${status}"`)
  })

  it('gives the states of a node shapes that differ', () => {
    const states: Status[] = [
      'pending',
      'ready',
      'running',
      'waiting',
      'retrying',
      'completed',
      'failed',
      'skipped',
      'cancelled',
      'not-reached',
    ]
    const shapes = states.map(
      (status) => /<svg.*<\/svg>/.exec(renderToStaticMarkup(<StatusBadge status={status} />))?.[0],
    )
    expect(new Set(shapes.map((shape) => shape?.replace(/^<svg[^>]*>/, ''))).size).toBe(states.length)
  })
})
