import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** One place that hears of every execution that failed. */
export const errorWorkflow: WorkflowTemplate = {
  id: 'error-workflow',
  name: 'Error workflow',
  summary: 'Starts when an execution of any other workflow fails, and tells a chat what failed and where to retry it.',
  topic: 'Failures and limits',
  setup: 'Put the webhook of your chat into **Tell the chat**, then publish it.',
  graph: {
    nodes: [
      {
        id: 'failed',
        type: 'execution-trigger',
        name: 'An execution failed',
        config: { failed: true, workflows: 'all' },
        position: at(0, 0),
      },
      {
        id: 'message',
        type: 'transform',
        name: 'Write the message',
        config: {
          fields: [
            {
              name: 'text',
              value:
                '“{{ input.workflow.name }}” failed at {{ input.error.nodeId }}: {{ input.error.message }} ({{ input.execution.url }})',
            },
          ],
        },
        position: at(1, 0),
      },
      {
        id: 'tell',
        type: 'http',
        name: 'Tell the chat',
        config: {
          method: 'POST',
          url: 'https://chat.example.com/hooks/alerts',
          bodyType: 'json',
          json: '{{ input }}',
          sendIdempotencyKey: true,
        },
        settings: { retries: 4 },
        position: at(2, 0),
      },
    ],
    edges: [connect('failed', 'message'), connect('message', 'tell')],
  },
  input: {
    execution: { id: 'example', status: 'failed', url: '/executions/example' },
    workflow: { id: 'orders', name: 'Orders' },
    error: { nodeId: 'send', code: 'HTTP_STATUS', message: 'The server answered 500.' },
  },
}
