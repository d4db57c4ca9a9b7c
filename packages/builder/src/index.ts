export { type Expression, expr, input, type Ref, type Template, text, type WithExpressions } from './expression.ts'
export { toTypeScript } from './to-typescript.ts'
export {
  defineWorkflow,
  type NodeConfigs,
  type NodeHandle,
  type NodeOptions,
  type NodeOutputs,
  type PortHandle,
  ref,
  WorkflowBuilder,
  type WorkflowHead,
} from './workflow-builder.ts'
