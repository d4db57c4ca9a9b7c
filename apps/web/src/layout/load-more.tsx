import { Button } from '@spane/ui'
import type { ReactElement } from 'react'

export interface LoadMoreProps {
  hasMore: boolean
  loading: boolean
  failed: boolean
  onLoad: () => void
}

/** Under a list that is read by key: loads the next page. */
export function LoadMore({ hasMore, loading, failed, onLoad }: LoadMoreProps): ReactElement | null {
  if (!hasMore) return null
  return (
    <div className="flex items-center justify-center gap-3 py-4">
      {failed && <span className="text-failed text-sm">The next ones could not be loaded.</span>}
      <Button onClick={onLoad} loading={loading}>
        {failed ? 'Try again' : 'Load more'}
      </Button>
    </div>
  )
}
