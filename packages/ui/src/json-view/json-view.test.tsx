import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { TooltipProvider } from '../tooltip.tsx'
import { JsonView } from './json-view.tsx'

const render = (props: { text: string; truncated?: boolean; bytes?: number }) =>
  renderToStaticMarkup(
    <TooltipProvider>
      <JsonView label="Output" {...props} />
    </TooltipProvider>,
  )

describe('JsonView', () => {
  it('shows text that was cut in the middle as it is, and says so', () => {
    const markup = render({ text: '{"a":[1,2', truncated: true, bytes: 300_000 })
    expect(markup).toContain('{&quot;a&quot;:[1,2')
    expect(markup).toContain('Only the beginning is shown')
    expect(markup).toContain('293 KiB')
  })

  it('draws only what is in sight of something large', () => {
    const rows = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`row${i}`, [i, i, i]]))
    const markup = render({ text: JSON.stringify({ items: Array.from({ length: 100_000 }, (_, i) => i), rows }) })
    expect(markup).toContain('[100000]')
    expect(markup).not.toContain('row89')
    expect(markup.match(/role="treeitem"/g)?.length).toBeLessThan(60)
  })

  it('bears values nested deeper than the call stack', () => {
    const depth = 50_000
    expect(render({ text: '['.repeat(depth) + ']'.repeat(depth) })).toContain('[1]')
  })

  it('shows a key called __proto__ like any other', () => {
    expect(render({ text: '{"__proto__":{"x":1}}' })).toContain('__proto__')
  })
})
