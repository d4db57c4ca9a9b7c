import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { TemplatesPage } from '../../features/templates/templates-page.tsx'

export const metadata: Metadata = { title: 'Templates' }

export default function Page(): ReactElement {
  return <TemplatesPage />
}
