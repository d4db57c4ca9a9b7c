import type { AlertContext } from '@spane/alerts'
import type { PrismaClient } from '@spane/db'
import type { WorkflowEngine } from '@spane/engine'
import type { PortableDescription } from '@spane/node-sdk'
import type { TriggerContext } from '@spane/triggers'
import type { NodeTypeLookup } from '@spane/workflow'
import type { DefinitionCache } from './shared/definition-cache.ts'

/** What the use cases need of the engine. */
export type ServiceEngine = Pick<
  WorkflowEngine,
  | 'store'
  | 'startVersion'
  | 'rerun'
  | 'cancelMany'
  | 'pauseWorkflow'
  | 'resumeWorkflow'
  | 'cancelWorkflow'
  | 'signalNode'
  | 'deadLetters'
  | 'retryDeadLetter'
  | 'discardDeadLetter'
  | 'restoreDeadLetter'
  | 'getQueueStats'
  | 'listLimits'
  | 'closeCircuit'
>

/** What every use case is handed. */
export interface ServiceContext {
  /** Whatever the use case reads or changes belongs to it. */
  workspaceId: string
  prisma: PrismaClient
  /** On the same database. */
  pool: TriggerContext['pool']
  engine: ServiceEngine
  types: NodeTypeLookup
  /** Node types that are not built in, for the canvas. */
  customNodes?: readonly PortableDescription[]
  definitions: DefinitionCache
  /** Takes secrets out of text that is shown; nodes themselves get to see them. */
  redact: (text: string) => string
  /** How alerts get out of the house. */
  alerts: Pick<AlertContext, 'send' | 'publicUrl' | 'logger'> & { canSendMail: boolean }
  /** Told of every change of a draft that was made here, after its commit. */
  draftChanged: (workflowId: string) => void
  /** Of the product. */
  version: string
}
