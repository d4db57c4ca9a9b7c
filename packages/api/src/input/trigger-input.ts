import { idSchema } from '@spane/workflow'
import { z } from 'zod'

export const listTriggersSchema = z.object({ workflowId: idSchema })
export type ListTriggersInput = z.infer<typeof listTriggersSchema>

export const listenSchema = z.object({ workflowId: idSchema, on: z.boolean() })
export type ListenInput = z.infer<typeof listenSchema>

export const triggerIdSchema = z.object({ id: z.guid('This is not the id of a trigger') })
export type TriggerIdInput = z.infer<typeof triggerIdSchema>

export const setTriggerActiveSchema = triggerIdSchema.extend({ active: z.boolean() })
export type SetTriggerActiveInput = z.infer<typeof setTriggerActiveSchema>

export const deliveryIdSchema = z.object({ id: z.string().regex(/^\d{1,18}$/, 'This is not the id of a delivery') })
export type DeliveryIdInput = z.infer<typeof deliveryIdSchema>
