export { findSecretNames } from './find-needs.ts'
export type { ImportedWorkflow, ImportNote, ReadWorkflows } from './imported.ts'
export { MAX_IMPORTED_WORKFLOWS, readWorkflows } from './read-workflows.ts'
export { WORKFLOW_FILE_FORMAT, WORKFLOW_FILE_VERSION, writeWorkflowFile } from './workflow-file.ts'
