'use client'

import { cn } from '@spane/ui'
import Link from 'next/link'
import type { ReactElement } from 'react'

export interface FilterLink {
  href: string
  label: string
  active: boolean
}

/** A row of filters that live in the address, so that a filtered list can be linked to. */
export function FilterLinks({ label, links }: { label: string; links: readonly FilterLink[] }): ReactElement {
  return (
    <nav aria-label={label} className="flex rounded-md border border-line-strong bg-sunken p-0.5">
      {links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          replace
          scroll={false}
          aria-current={link.active ? 'true' : undefined}
          className={cn(
            'flex h-6.5 items-center rounded-sm px-2.5 text-muted text-sm transition-colors hover:text-ink',
            link.active && 'bg-raised font-medium text-ink shadow-card',
          )}
        >
          {link.label}
        </Link>
      ))}
    </nav>
  )
}
