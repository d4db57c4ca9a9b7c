import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

export const readFileDescription = defineNode({
  type: 'read-file',
  name: 'Read file',
  summary: 'Reads a file that came with a request: its text, its JSON, or its bytes as Base64.',
  icon: 'file-text',
  group: 'data',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    file: z.union([z.string().min(1, 'Name the file.'), z.record(z.string(), z.unknown())]).meta({
      label: 'File',
      control: 'text',
      hint: 'As the webhook has it, or its payload reference.',
      placeholder: '{{ input.body.attachment }}',
    } satisfies FieldMeta),
    as: z
      .enum(['text', 'json', 'base64'])
      .meta({
        label: 'Read as',
        optionLabels: { text: 'Text (UTF-8)', json: 'JSON', base64: 'Base64' },
      } satisfies FieldMeta)
      .default('text'),
  }),
  defaults: { file: '{{ input.body.file }}', as: 'text' },
})
