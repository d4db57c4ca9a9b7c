'use client'

import { ErrorState } from '@spane/ui'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'

export default function ErrorBoundary({ error, reset }: { error: Error; reset: () => void }): ReactElement {
  const queryClient = useQueryClient()
  return (
    <main className="flex flex-1 items-center justify-center">
      <ErrorState
        title="This page stopped working"
        message={`Nothing that was saved is lost. Try again; if it happens once more, reload the page. (${error.message})`}
        onRetry={() => {
          // What the page had loaded may be what it stumbled over.
          queryClient.removeQueries({ type: 'inactive' })
          reset()
        }}
      />
    </main>
  )
}
