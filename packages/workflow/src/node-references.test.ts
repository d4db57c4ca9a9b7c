// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of the workflow language, not of this file
import { describe, expect, it } from 'vitest'
import { findNodeReferences, renameNodeInExpressions } from './node-references.ts'

describe('findNodeReferences', () => {
  it.each([
    ['{{ nodes["a b"].output.x + nodes[\'c\'].output + nodes.d.output }}', ['a b', 'c', 'd'], false],
    ['{{ nodes?.a?.output ?? nodes?.["b"] ?? nodes[`c`] }}', ['a', 'b', 'c'], false],
    ['{{ `${nodes.a.output}` }}', ['a'], false],
    ['{{ nodes["\\u0061\\n"] }}', ['a\n'], false],
    ['{{ nodes[input.name].output }}', [], true],
    ['{{ nodes[`a${1}`] }}', [], true],
    ['{{ Object.keys(nodes) }}', [], true],
    ['{{ input.nodes.a }}', [], false],
    ['{{ { nodes: 1 } }}', [], false],
    ['{{ [...nodes.a.output] }}', ['a'], false],
    ['{{ "nodes.a" /* nodes.b */ }}', [], false],
    ['nodes.a outside', [], false],
    ['{{ mynodes.a + nodesx.b }}', [], false],
  ])('reads %j', (template, ids, dynamic) => {
    expect(findNodeReferences({ deep: [template] })).toEqual({ ids, dynamic })
  })
})

describe('renameNodeInExpressions', () => {
  it('rewrites every way to name the node, and nothing else', () => {
    const before =
      'a {{ nodes.a.x + nodes["a"].y + nodes?.a + nodes?.["a"] + nodes[\'a\'] + nodes.ab + input.nodes.a + "nodes.a" }}'
    expect(renameNodeInExpressions(before, 'a', 'b')).toBe(
      'a {{ nodes.b.x + nodes["b"].y + nodes?.b + nodes?.["b"] + nodes[\'b\'] + nodes.ab + input.nodes.a + "nodes.a" }}',
    )
  })

  it('quotes ids that are no identifiers', () => {
    expect(renameNodeInExpressions("{{ nodes.a.x + nodes?.a + nodes['a'] }}", 'a', 'it\'s "b"')).toBe(
      '{{ nodes["it\'s \\"b\\""].x + nodes?.["it\'s \\"b\\""] + nodes[\'it\\\'s "b"\'] }}',
    )
  })

  it('returns the same value when nothing names the node', () => {
    const config = { a: ['{{ nodes.x }}'], b: { c: 1 } }
    expect(renameNodeInExpressions(config, 'y', 'z')).toBe(config)
  })

  it('keeps an own __proto__ key a key', () => {
    const config = JSON.parse('{"__proto__":"{{ nodes.a }}"}')
    expect(JSON.stringify(renameNodeInExpressions(config, 'a', 'b'))).toBe('{"__proto__":"{{ nodes.b }}"}')
  })
})
