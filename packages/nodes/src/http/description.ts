import { defineNode, type FieldMeta, keyValuesSchema } from '@spane/node-sdk'
import { z } from 'zod'

export const httpDescription = defineNode({
  type: 'http',
  name: 'HTTP request',
  summary: 'Sends a request to a URL and gives the response.',
  icon: 'globe',
  group: 'action',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    method: z
      .enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
      .meta({ label: 'Method' } satisfies FieldMeta)
      .default('GET'),
    url: z
      .string()
      .min(1, 'Give a URL.')
      .meta({ label: 'URL', placeholder: 'https://api.example.com/items/{{ input.id }}' } satisfies FieldMeta),
    query: keyValuesSchema({ label: 'Query', hint: 'Added to the URL.', itemName: 'parameter' }).default([]),
    headers: keyValuesSchema({
      label: 'Headers',
      hint: 'For a key or a token write {{ secrets.NAME }}: the server has it as SPANE_SECRET_NAME.',
      itemName: 'header',
    }).default([]),
    bodyType: z
      .enum(['none', 'json', 'text', 'form'])
      .meta({
        label: 'Body',
        optionLabels: { none: 'None', json: 'JSON', text: 'Text', form: 'Form (URL-encoded)' },
      } satisfies FieldMeta)
      .default('none'),
    json: z
      .unknown()
      .optional()
      .meta({
        label: 'JSON',
        hint: 'JSON with expressions in its strings, or one expression for all of it.',
        control: 'json',
        placeholder: '{{ input }}',
        visibleWhen: { field: 'bodyType', in: ['json'] },
      } satisfies FieldMeta),
    text: z
      .string()
      .meta({
        label: 'Text',
        control: 'textarea',
        visibleWhen: { field: 'bodyType', in: ['text'] },
      } satisfies FieldMeta)
      .default(''),
    form: keyValuesSchema({
      label: 'Form fields',
      itemName: 'form field',
      visibleWhen: { field: 'bodyType', in: ['form'] },
    }).default([]),
    failOnError: z
      .boolean()
      .meta({
        label: 'Fail on an error status',
        hint: 'A status of 400 or more fails the node. 5xx, 408, 425 and 429 are retried, others are not.',
      } satisfies FieldMeta)
      .default(true),
    followRedirects: z
      .boolean()
      .meta({ label: 'Follow redirects' } satisfies FieldMeta)
      .default(true),
    maxRedirects: z
      .number()
      .int()
      .min(1)
      .max(20)
      .meta({ label: 'Most redirects', visibleWhen: { field: 'followRedirects', in: [true] } } satisfies FieldMeta)
      .default(5),
    sendIdempotencyKey: z
      .boolean()
      .meta({
        label: 'Send an Idempotency-Key',
        hint: 'The same key for every attempt of this node, for services that then do a thing only once.',
      } satisfies FieldMeta)
      .default(false),
  }),
  defaults: { method: 'GET', url: 'https://example.com' },
})
