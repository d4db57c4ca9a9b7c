'use client'

import type { WorkerNode } from '@spane/api'
import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { executionHref } from '../../layout/href.ts'
import { nodeTypeName } from './node-type-name.ts'

export interface WorkerNodesProps<Node extends WorkerNode> {
  title: string
  nodes: { total: number; items: readonly Node[] }
  /** What stands at the end of a node's line. */
  describe: (node: Node) => ReactNode
}

/** Nodes of a worker, each a way to its execution. */
export function WorkerNodes<Node extends WorkerNode>({ title, nodes, describe }: WorkerNodesProps<Node>): ReactElement {
  const more = nodes.total - nodes.items.length
  return (
    <div className="border-line border-t px-4 py-2.5">
      <h3 className="mb-1 font-medium text-muted text-xs">{title}</h3>
      <ul className="flex flex-col">
        {nodes.items.map((node) => (
          <li
            key={`${node.executionId} ${node.nodeId} ${node.at}`}
            className="-mx-2 relative flex items-center gap-2 rounded-md px-2 py-1 text-sm hover:bg-hover/60"
          >
            <span className="min-w-0 flex-1 truncate">
              <Link
                href={executionHref(node.executionId, node.nodeId)}
                className="rounded-sm font-medium after:absolute after:inset-0 hover:text-accent-ink"
              >
                {node.nodeName}
              </Link>{' '}
              <span className="text-muted">
                {nodeTypeName(node.nodeType)} in {node.workflowName}
                {node.attempt > 1 && `, attempt ${node.attempt}`}
              </span>
            </span>
            <span className="shrink-0 text-muted text-xs tabular-nums">{describe(node)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="mt-1 text-muted text-xs">and {more} more</p>}
    </div>
  )
}
