import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { ExecutionPage } from '../../../features/executions/execution-page.tsx'

export const metadata: Metadata = { title: 'Execution' }

export default async function Page({ params }: { params: Promise<{ id: string }> }): Promise<ReactElement> {
  const { id } = await params
  return <ExecutionPage executionId={decodeURIComponent(id)} />
}
