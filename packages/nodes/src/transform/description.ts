import { defineNode, type FieldMeta, keyValuesSchema } from '@spane/node-sdk'
import { z } from 'zod'

export const transformDescription = defineNode({
  type: 'transform',
  name: 'Set fields',
  summary: 'Makes an object from fields whose values are text or expressions.',
  icon: 'pencil-line',
  group: 'data',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    fields: keyValuesSchema({
      label: 'Fields',
      hint: 'A dot in a name leads into an object: "customer.name". A value that is one expression keeps its type.',
      itemName: 'field',
    }).default([]),
    keepInput: z
      .boolean()
      .meta({
        label: 'Keep the input’s fields',
        hint: 'Adds the fields to a copy of the input instead of starting from nothing.',
      } satisfies FieldMeta)
      .default(false),
  }),
  // A field with a value, so that the first run has something to show.
  defaults: { fields: [{ name: 'message', value: 'Hello' }], keepInput: true },
})
