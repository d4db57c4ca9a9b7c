export type {
  EditorSlots,
  NodeMenuItem,
  RunOverlay,
  SaveState,
  WorkflowChoice,
  WorkflowEditorHandle,
  WorkflowEditorProps,
} from './editor-props.ts'
export type {
  NodeRunAttempt,
  NodeRunDetail,
  NodeRunError,
  NodeRunPayload,
} from './node-run-detail.ts'
export { WorkflowEditor } from './workflow-editor.tsx'
