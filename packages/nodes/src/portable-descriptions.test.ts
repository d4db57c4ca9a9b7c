import {
  describeFields,
  fromPortableDescription,
  type NodeDescription,
  toPortableDescription,
  validateConfig,
} from '@spane/node-sdk'
import { describe, expect, it } from 'vitest'
import { nodeDescriptions } from './descriptions.ts'

describe('a description that travelled as JSON', () => {
  it.each(nodeDescriptions.map((description) => [description.type, description] as const))(
    'has the form that %s has, and judges its defaults as it does',
    (_, description) => {
      const arrived = fromPortableDescription(JSON.parse(JSON.stringify(toPortableDescription(description))))
      expect(describeFields(arrived)).toEqual(describeFields(description))
      const paths = (of: NodeDescription) => validateConfig(of, description.defaults).map(({ path }) => path)
      expect(paths(arrived)).toEqual(paths(description))
      expect(arrived).toMatchObject({ type: description.type, inputs: description.inputs })
    },
  )
})
