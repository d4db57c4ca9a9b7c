'use client'

import { cn, IconButton, Kbd, ThemeToggle } from '@spane/ui'
import { Activity, Bell, Inbox, type LucideIcon, Search, Server, Workflow } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactElement } from 'react'
import { TEMPLATES_HREF } from '../../layout/href.ts'
import { useSystemStatus } from '../../system/use-system-status.ts'
import { Logo } from './logo.tsx'
import { SystemIndicator } from './system-indicator.tsx'

/** The slim bar at the left: the places of the product, then the system's state and the theme. */
export function Navigation({ onFind }: { onFind: () => void }): ReactElement {
  const status = useSystemStatus()
  return (
    <nav
      aria-label="Main"
      className="flex w-22 shrink-0 flex-col items-center overflow-y-auto border-line border-r bg-sunken py-3"
    >
      <a
        href="#page"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-1.5 text-on-accent text-sm focus-visible:translate-y-0"
      >
        Skip to the page
      </a>
      <Link href="/workflows" aria-label="SPANE, workflows" className="mb-3 rounded-md">
        <Logo className="size-8" />
      </Link>
      <IconButton
        label="Find anything"
        side="right"
        shortcut={
          <>
            <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
          </>
        }
        onClick={onFind}
        className="mb-2"
      >
        <Search />
      </IconButton>
      <ul className="flex w-full flex-col gap-0.5 px-1.5">
        <NavigationItem href="/workflows" icon={Workflow} label="Workflows" also={TEMPLATES_HREF} />
        <NavigationItem href="/executions" icon={Activity} label="Executions" />
        <NavigationItem
          href="/dead-letters"
          icon={Inbox}
          label="Dead letters"
          count={status?.openDeadLetters}
          countLabel="open"
        />
        <NavigationItem href="/workers" icon={Server} label="Workers" />
        <NavigationItem href="/alerts" icon={Bell} label="Alerts" />
      </ul>
      <div className="mt-auto flex flex-col items-center gap-1">
        <SystemIndicator />
        <ThemeToggle />
      </div>
    </nav>
  )
}

interface NavigationItemProps {
  href: string
  icon: LucideIcon
  label: string
  /** Another page of this place. */
  also?: string
  count?: number
  countLabel?: string
}

function NavigationItem({ href, icon: Icon, label, also, count = 0, countLabel }: NavigationItemProps): ReactElement {
  const pathname = usePathname()
  const current = pathname === href || pathname === also || pathname.startsWith(`${href}/`)
  return (
    <li>
      <Link
        href={href}
        aria-current={current ? 'page' : undefined}
        className={cn(
          'relative flex flex-col items-center gap-1 rounded-md px-0.5 py-2 text-muted text-xs transition-colors hover:bg-hover hover:text-ink',
          current && 'bg-surface font-medium text-ink shadow-card ring-1 ring-line hover:bg-surface',
        )}
      >
        <span className="relative">
          <Icon aria-hidden="true" className={cn('size-4.5', current && 'text-accent-ink')} strokeWidth={1.75} />
          {count > 0 && (
            <span className="-top-1.5 absolute left-3 flex h-4 min-w-4 items-center justify-center rounded-full bg-danger px-1 font-semibold text-on-danger text-xs leading-none tabular-nums">
              {count > 99 ? '99+' : count}
              <span className="sr-only"> {countLabel}</span>
            </span>
          )}
        </span>
        <span className="whitespace-nowrap">{label}</span>
      </Link>
    </li>
  )
}
