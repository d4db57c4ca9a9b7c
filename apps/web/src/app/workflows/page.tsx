import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { WorkflowsPage } from '../../features/workflows/workflows-page.tsx'

export const metadata: Metadata = { title: 'Workflows' }

export default function Page(): ReactElement {
  return <WorkflowsPage />
}
