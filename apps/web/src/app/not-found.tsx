import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { NotFoundContent } from '../features/shell/not-found-content.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound(): ReactElement {
  return <NotFoundContent />
}
