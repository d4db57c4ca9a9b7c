export { type InstantiateOptions, instantiateTemplate, type TemplateWorkflows } from './instantiate-template.ts'
export { type TemplateGraph, type TemplatePart, type TemplateTopic, TOPICS, type WorkflowTemplate } from './template.ts'
export { TEMPLATES } from './templates.ts'
