export type { ChangeKind } from './compare/compare-on-canvas.ts'
export { CompareList } from './compare-runs/compare-list.tsx'
export { CompareMarks } from './compare-runs/compare-marks.tsx'
export { type ComparedNode, type ComparedOutput, type ComparedRun, compareRuns } from './compare-runs/compare-runs.ts'
export { differenceText } from './compare-runs/describe-difference.ts'
export type { DataOrigin, LoadNodeData, NodeData, NodeDataRequest } from './data/node-data.ts'
export type {
  EditorPresence,
  EditorSlots,
  NodeMenuItem,
  RunOverlay,
  SaveState,
  WorkflowChoice,
  WorkflowEditorHandle,
  WorkflowEditorProps,
} from './editor-props.ts'
export type { EvaluateRequest, EvaluateTemplate, Evaluation } from './expression/evaluate-template.ts'
export type {
  NodeRunAttempt,
  NodeRunDetail,
  NodeRunError,
  NodeRunPayload,
} from './node-run-detail.ts'
export { asItStood } from './run/as-it-stood.ts'
export { RunTimeline, type RunTimelineProps } from './timeline/run-timeline.tsx'
export { type Moment, type Playback, usePlayback } from './timeline/use-playback.ts'
export { WorkflowEditor } from './workflow-editor.tsx'
