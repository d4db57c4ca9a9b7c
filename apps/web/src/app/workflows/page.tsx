import type { Metadata } from 'next'
import { type ReactElement, Suspense } from 'react'
import { WorkflowsPage } from '../../features/workflows/workflows-page.tsx'

export const metadata: Metadata = { title: 'Workflows' }

export default function Page(): ReactElement {
  return (
    // Folder and filters live in the address, which is not known while the page is rendered ahead of time.
    <Suspense>
      <WorkflowsPage />
    </Suspense>
  )
}
