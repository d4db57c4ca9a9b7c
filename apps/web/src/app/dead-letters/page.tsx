import type { Metadata } from 'next'
import { type ReactElement, Suspense } from 'react'
import { DeadLettersPage } from '../../features/dead-letters/dead-letters-page.tsx'

export const metadata: Metadata = { title: 'Dead letters' }

export default function Page(): ReactElement {
  return (
    // The open letter is named in the address, which is not known while the page is rendered ahead of time.
    <Suspense>
      <DeadLettersPage />
    </Suspense>
  )
}
