import { describe, expect, it } from 'vitest'
import { readResumePath, signResumePath } from './sign-resume.ts'

const key = (version: number) => ({ version, secret: Buffer.alloc(32, version) })
const target = { executionId: '0199c0de-0000-7000-8000-000000000001', nodeId: 'über/../:x', start: 3 }

describe('links that answer a wait', () => {
  it('are for one execution, node and start', () => {
    expect(readResumePath([key(1)], signResumePath([key(1)], target))).toEqual(target)
  })

  it('stay good when a newer key signs', () => {
    const old = signResumePath([key(1)], target)
    const keys = [key(2), key(1)]
    expect(readResumePath(keys, old)).toEqual(target)
    expect(signResumePath(keys, target)).toMatch(/^\/resume\/v2\./)
    expect(readResumePath([key(2)], old)).toBeUndefined()
  })

  it('are refused when anything of them was changed', () => {
    const path = signResumePath([key(1)], target)
    const [version = '', payload = '', signature = ''] = path.slice('/resume/'.length).split('.')
    const other = Buffer.from(JSON.stringify([target.executionId, 'other', 3])).toString('base64url')
    const changed = [
      [version, other, signature],
      [version, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`],
      [version, payload, ''],
      ['v2', payload, signature],
      [version, payload],
    ]
    for (const parts of changed) expect(readResumePath([key(1)], `/resume/${parts.join('.')}`)).toBeUndefined()
    for (const odd of ['/resume/', '/resume/x', `${path}.x`, `${path}/`, `/resume/${'a'.repeat(5_000)}`, '/hooks/a'])
      expect(readResumePath([key(1)], odd)).toBeUndefined()
  })
})
