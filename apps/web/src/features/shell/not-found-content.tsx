'use client'

import { Button, EmptyState } from '@spane/ui'
import { Compass } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'

export function NotFoundContent(): ReactElement {
  return (
    <main className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={Compass}
        title={<h1>There is no page at this address</h1>}
        action={
          <Button asChild variant="primary">
            <Link href="/workflows">Go to the workflows</Link>
          </Button>
        }
      >
        Check the address, or start from the list of workflows.
      </EmptyState>
    </main>
  )
}
