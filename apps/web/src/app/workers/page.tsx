import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { WorkersPage } from '../../features/workers/workers-page.tsx'

export const metadata: Metadata = { title: 'Workers' }

export default function Page(): ReactElement {
  return <WorkersPage />
}
