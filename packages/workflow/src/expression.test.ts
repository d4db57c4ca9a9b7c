// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of the workflow language, not of this file
import { describe, expect, it } from 'vitest'
import { containsExpression, findTemplates, parseTemplate, soleExpression } from './expression.ts'

function sources(template: string): string[] {
  return parseTemplate(template).map((part) => (part.kind === 'text' ? part.text : `<${part.source.trim()}>`))
}

describe('parseTemplate', () => {
  it.each([
    ['plain text', ['plain text']],
    ['', []],
    ['Hello {{ input.name }}!', ['Hello ', '<input.name>', '!']],
    ['{{a}}{{b}}', ['<a>', '<b>']],
    ['{{ { a: { b: 1 } } }} x', ['<{ a: { b: 1 } }>', ' x']],
    ['{{ {a:{b:1}} }}', ['<{a:{b:1}}>']],
    ['{{{a:1}}}', ['<{a:1}>']],
    ['{{ "}}" + \'}}\' }}', ['<"}}" + \'}}\'>']],
    ['{{ "\\"}}" }}', ['<"\\"}}">']],
    ['{{ `a ${ { b: "}}" }.b } }}` }}x', ['<`a ${ { b: "}}" }.b } }}`>', 'x']],
    ['{{ `${`${1}`}}}` }}', ['<`${`${1}`}}}`>']],
    ['{{ /[/}}"]/.test(x) }}', ['</[/}}"]/.test(x)>']],
    ['{{ input.replace(/\'/g, "") }}', ['<input.replace(/\'/g, "")>']],
    ['{{ a / b }} and {{ c / d }}', ['<a / b>', ' and ', '<c / d>']],
    ['{{ 1 /* }} */ }}', ['<1 /* }} */>']],
    ['{{ 1 // }}\n }}', ['<1 // }}>']],
    ['{{ f( }} tail', ['<f(>', ' tail']],
    ['}} not open', ['}} not open']],
  ])('splits %j', (template, expected) => {
    expect(sources(template)).toEqual(expected)
  })

  it('marks an expression that is never closed', () => {
    expect(parseTemplate('a {{ "x }} b')).toMatchObject([{ kind: 'text' }, { kind: 'expression', closed: false }])
  })

  it('reads hostile templates in linear time', () => {
    const started = performance.now()
    parseTemplate('{{'.repeat(50_000))
    parseTemplate(`{{ ${'('.repeat(100_000)} }}`)
    parseTemplate(`{{ ${'/'.repeat(50_000)}`)
    parseTemplate(`{{ ${'(/['.repeat(50_000)}`)
    parseTemplate(`{{ ${'`${'.repeat(50_000)}`)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('soleExpression', () => {
  it('is the code of a field that is one expression and nothing else', () => {
    expect(soleExpression('{{ input.x }}')).toBe(' input.x ')
    expect(soleExpression(' {{ input.x }}')).toBeUndefined()
    expect(soleExpression('{{ a }}{{ b }}')).toBeUndefined()
    expect(soleExpression('{{ a')).toBeUndefined()
  })
})

describe('containsExpression', () => {
  it('looks at strings at any depth, and not at keys', () => {
    expect(containsExpression({ a: [{ b: 'x {{ y }}' }] })).toBe(true)
    expect(containsExpression({ '{{ a }}': 'x' })).toBe(false)
    let deep: unknown = '{{ x }}'
    for (let i = 0; i < 100_000; i++) deep = [deep]
    expect(containsExpression(deep)).toBe(true)
  })
})

describe('findTemplates', () => {
  it('leaves out the fields that are never read as expressions', () => {
    const config = { code: 'a = {{}}', rows: [{ name: '{{ n }}', text: '{{ t }}' }] }
    expect(findTemplates(config, ['code', 'rows[].text']).map(({ path }) => path)).toEqual([['rows', 0, 'name']])
  })
})
