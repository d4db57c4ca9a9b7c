import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { ExecutionPage } from '../../../features/executions/execution-page.tsx'

export const metadata: Metadata = { title: 'Execution' }

interface PageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<{ node?: string | string[] }>
}

export default async function Page({ params, searchParams }: PageProps): Promise<ReactElement> {
  const [{ id }, { node }] = await Promise.all([params, searchParams])
  return <ExecutionPage executionId={decodeURIComponent(id)} nodeId={[node].flat()[0]} />
}
