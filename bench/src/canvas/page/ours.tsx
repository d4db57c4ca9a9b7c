import { type RunOverlay, WorkflowEditor } from '@spane/canvas'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { applyEvents, type ExecutionView, emptyExecutionView } from '@spane/realtime'
import { type ReactElement, useEffect, useMemo, useState } from 'react'
import { createRecorder, rectOf, waitUntilInteractive } from './probe.ts'
import { startRun } from './run-source.ts'
import { createScene } from './scene.ts'

/** The editor of the product, without its servers. */
export function Ours({ count }: { count: number }): ReactElement {
  const workflow = useMemo(() => createScene(count), [count])
  const [run, setRun] = useState<RunOverlay | null>(null)
  useEffect(() => {
    let stop = () => {}
    window.bench = {
      ...createRecorder(),
      interactiveAt: waitUntilInteractive(),
      startRun(perSecond) {
        let view: ExecutionView = { ...emptyExecutionView(), status: 'running' }
        const ids = workflow.nodes.map((node) => node.id)
        stop = startRun(ids, perSecond, (events) => {
          view = applyEvents(view, events)
          setRun({ executionId: 'bench', view, versionLabel: 'Version 1' })
        })
      },
      stopRun: () => stop(),
      rectOf,
    }
  }, [workflow])
  return <WorkflowEditor workflow={workflow} nodeTypes={nodeDescriptions} run={run} />
}
