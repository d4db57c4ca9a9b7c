'use client'

import { ErrorState } from '@spane/ui'
import type { ReactElement } from 'react'

export default function ErrorBoundary({ error, reset }: { error: Error; reset: () => void }): ReactElement {
  return (
    <main className="flex flex-1 items-center justify-center">
      <ErrorState
        title="This page stopped working"
        message={`Nothing that was saved is lost. Try again; if it happens once more, reload the page. (${error.message})`}
        onRetry={reset}
      />
    </main>
  )
}
