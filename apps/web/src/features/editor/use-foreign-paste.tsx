'use client'

import type { ImportedItem } from '@spane/api'
import { createNodeTypeLookup, type NodeDescription } from '@spane/node-sdk'
import { Button, Dialog } from '@spane/ui'
import { validateWorkflow, type Workflow } from '@spane/workflow'
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import { ImportReport } from '../../import-report/import-report.tsx'

/** What n8n puts on the clipboard names nodes of its own, and connects them by name. */
const LOOKS_LIKE_N8N = /"type"\s*:\s*"(@n8n\/)?n8n-nodes-/

export interface ForeignPaste {
  read: (text: string) => Promise<Workflow> | undefined
  /** What there is to say about what was pasted. */
  dialog: ReactElement | null
}

/** Lets nodes that were copied in n8n be pasted, and says what became of them. */
export function useForeignPaste(nodeTypes: readonly NodeDescription[]): ForeignPaste {
  const types = useMemo(() => createNodeTypeLookup(nodeTypes), [nodeTypes])
  const [report, setReport] = useState<ImportedItem>()
  const read = useCallback(
    (text: string) => {
      if (!LOOKS_LIKE_N8N.test(text)) return undefined
      // Few ever need it: it is loaded then.
      return import('@spane/workflow-import').then(({ findSecretNames, readWorkflows }) => {
        const result = readWorkflows(text, types, { keepLoops: true })
        if ('problem' in result) throw new Error(result.problem)
        const [imported] = result.workflows
        if (!imported) throw new Error('There is no workflow in it.')
        const { workflow, notes, source } = imported
        setReport({
          id: null,
          name: 'What was pasted',
          renamedFrom: null,
          source,
          nodeCount: workflow.nodes.length,
          notes,
          problems: validateWorkflow(workflow, types).filter(({ code }) => code === 'UNKNOWN_TYPE'),
          secrets: findSecretNames(workflow),
          missingWorkflows: [],
        })
        return workflow
      })
    },
    [types],
  )
  const close = () => setReport(undefined)
  return {
    read,
    dialog: report ? (
      <Dialog
        open
        onOpenChange={(open) => !open && close()}
        size="md"
        title="Pasted from n8n"
        description="Undo takes it back."
        footer={
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        }
      >
        <ImportReport items={[report]} />
      </Dialog>
    ) : null,
  }
}
