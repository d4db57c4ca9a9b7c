import { expect, it } from 'vitest'
import { translateText } from './translate-expression.ts'

const scope = {
  input: 'input',
  output: (name: string) => (name === 'Gone' ? undefined : `nodes["${name.toLowerCase()}"]`),
}
const value = (text: string) => translateText(text, scope).value

it.each([
  ['={{ $json.x }}', '{{ input.x }}'],
  ['=Hello {{ $json["first name"] }}, {{$json.n+1}}', 'Hello {{ input["first name"] }}, {{input.n+1}}'],
  ['={{ $node["Set"].json.y }}', '{{ nodes["set"].y }}'],
  ["={{ $('Set').item.json.y }}", '{{ nodes["set"].y }}'],
  ["={{ $('Set').first().json['a b'] }}", `{{ nodes["set"]['a b'] }}`],
  ['={{ $input.first().json.id }}', '{{ input.id }}'],
  ['={{ $execution.id }}', '{{ execution.id }}'],
  ['={{ $env.TOKEN }}', '{{ secrets.TOKEN }}'],
  ["={{ 'costs $json' + $json.n }}", "{{ 'costs $json' + input.n }}"],
  ['plain', 'plain'],
  ['a {{ b }}', 'a {{ "{{" }} b }}'],
  ['=no code', 'no code'],
])('translates %s', (text, expected) => {
  expect(value(text)).toBe(expected)
  expect(translateText(text, scope).unknown).toEqual([])
})

it.each([
  ['={{ $items("Set").length }}', '$items("Set")'],
  ["={{ $now.format('yyyy') }}", "$now.format('yyyy')"],
  ["={{ $('Gone').item.json.x }}", "$('Gone')"],
  ['={{ $jmespath($json, "a") }}', '$jmespath($json, "a")'],
])('keeps what it cannot translate as it was, and names it: %s', (text, name) => {
  expect(translateText(text, scope)).toEqual({ value: text.slice(1), unknown: expect.arrayContaining([name]) })
})
