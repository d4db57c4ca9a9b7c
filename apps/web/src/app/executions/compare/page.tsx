import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { ComparePage } from '../../../features/compare/compare-page.tsx'

export const metadata: Metadata = { title: 'Compare two runs' }

interface PageProps {
  searchParams: Promise<{ first?: string | string[]; second?: string | string[] }>
}

export default async function Page({ searchParams }: PageProps): Promise<ReactElement> {
  const { first, second } = await searchParams
  return <ComparePage firstId={[first].flat()[0]} secondId={[second].flat()[0]} />
}
