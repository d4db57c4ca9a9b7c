import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { AlertsPage } from '../../features/alerts/alerts-page.tsx'

export const metadata: Metadata = { title: 'Alerts' }

export default function Page(): ReactElement {
  return <AlertsPage />
}
