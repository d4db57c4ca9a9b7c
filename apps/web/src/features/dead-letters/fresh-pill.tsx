'use client'

import { Button } from '@spane/ui'
import { ArrowUp } from 'lucide-react'
import type { ReactElement } from 'react'

/** Says that more has come while the list was kept still, and shows it when asked. */
export function FreshPill({ count, onShow }: { count: number; onShow: () => void }): ReactElement {
  return (
    <div role="status" className="pointer-events-none sticky top-2 z-10 flex h-0 justify-center">
      {count > 0 && (
        <Button
          size="sm"
          variant="primary"
          className="pointer-events-auto rounded-full shadow-overlay"
          onClick={onShow}
        >
          <ArrowUp aria-hidden="true" />
          {count.toLocaleString('en')} new
        </Button>
      )}
    </div>
  )
}
