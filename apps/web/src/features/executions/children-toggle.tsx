'use client'

import { Button } from '@spane/ui'
import { Network } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'

export interface ChildrenToggleProps {
  shown: boolean
  hrefOf: (shown: boolean) => string
}

/** Whether executions that nodes of others have started stand in the list, too. */
export function ChildrenToggle({ shown, hrefOf }: ChildrenToggleProps): ReactElement {
  return (
    <Button asChild>
      <Link href={hrefOf(!shown)} replace scroll={false}>
        <Network aria-hidden="true" />
        {shown ? 'Hide child executions' : 'Show child executions'}
      </Link>
    </Button>
  )
}
