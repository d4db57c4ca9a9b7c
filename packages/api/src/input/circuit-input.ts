import { z } from 'zod'

/** As the list of limits names it. */
export const circuitIdSchema = z.object({ id: z.string().min(1).max(1_000) })
export type CircuitIdInput = z.infer<typeof circuitIdSchema>
