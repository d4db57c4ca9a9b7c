import type { Metadata } from 'next'
import { type ReactElement, Suspense } from 'react'
import { ExecutionsPage } from '../../features/executions/executions-page.tsx'

export const metadata: Metadata = { title: 'Executions' }

export default function Page(): ReactElement {
  return (
    // The filters live in the address, which is not known while the page is rendered ahead of time.
    <Suspense>
      <ExecutionsPage />
    </Suspense>
  )
}
