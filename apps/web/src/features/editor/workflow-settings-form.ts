import { type WorkflowSettings, workflowSettingsSchema } from '@spane/workflow'

/** What the dialog holds while it is open: texts as they are typed. */
export interface WorkflowSettingsForm {
  maxConcurrency: string
  limited: boolean
  limit: string
  key: string
  whenBusy: 'queue' | 'cancel-running' | 'skip'
  priority: string
  timeoutSeconds: string
}

export type FormErrors = Partial<Record<keyof WorkflowSettingsForm, string>>

export function toForm(settings: WorkflowSettings | undefined): WorkflowSettingsForm {
  const { maxConcurrency, concurrency, priority, timeout } = settings ?? {}
  return {
    maxConcurrency: maxConcurrency === undefined ? '' : String(maxConcurrency),
    limited: concurrency !== undefined,
    limit: String(concurrency?.limit ?? 1),
    key: concurrency?.key ?? '',
    whenBusy: concurrency?.whenBusy ?? 'queue',
    priority: String(priority ?? 0),
    timeoutSeconds: timeout === undefined ? '' : String(timeout / 1_000),
  }
}

const FIELDS: Record<string, [keyof WorkflowSettingsForm, string]> = {
  maxConcurrency: ['maxConcurrency', 'A whole number from 1 to 10,000, or nothing'],
  'concurrency.limit': ['limit', 'A whole number from 1 to 10,000'],
  'concurrency.key': ['key', 'At most 2,000 characters'],
  priority: ['priority', 'A whole number from 0 to 9'],
  timeout: ['timeoutSeconds', 'More than nothing and at most 365 days, or nothing'],
}

/** The settings that a form stands for; null for none, or what is wrong with it, by field. */
export function fromForm(form: WorkflowSettingsForm): { settings: WorkflowSettings | null } | { errors: FormErrors } {
  const { maxConcurrency, limited, limit, key, whenBusy, priority, timeoutSeconds } = form
  const parsed = workflowSettingsSchema.safeParse({
    ...(maxConcurrency.trim() !== '' && { maxConcurrency: Number(maxConcurrency) }),
    ...(limited && {
      concurrency: { limit: Number(limit), whenBusy, ...(key.trim() !== '' && { key: key.trim() }) },
    }),
    ...(priority !== '0' && { priority: Number(priority) }),
    ...(timeoutSeconds.trim() !== '' && { timeout: Math.round(Number(timeoutSeconds) * 1_000) }),
  })
  if (parsed.success) return { settings: Object.keys(parsed.data).length === 0 ? null : parsed.data }
  const errors: FormErrors = {}
  for (const { path } of parsed.error.issues) {
    const [field, message] = FIELDS[path.join('.')] ?? []
    if (field) errors[field] ??= message
  }
  return { errors }
}
