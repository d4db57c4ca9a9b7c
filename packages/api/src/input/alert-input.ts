import { alertRuleSchema } from '@spane/alerts/alert-rule'
import { z } from 'zod'

export const createAlertSchema = alertRuleSchema
export type CreateAlertInput = z.infer<typeof createAlertSchema>

export const alertIdSchema = z.object({ id: z.guid('This is not the id of an alert') })
export type AlertIdInput = z.infer<typeof alertIdSchema>

export const updateAlertSchema = alertIdSchema.extend({ rule: alertRuleSchema })
export type UpdateAlertInput = z.infer<typeof updateAlertSchema>
