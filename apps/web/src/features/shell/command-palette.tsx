'use client'

import {
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandItem,
  type PaletteGroup,
  useCollectCommands,
} from '@spane/ui'
import { Activity, Bell, FileUp, Inbox, LayoutTemplate, Server, Workflow } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, useEffect, useEffectEvent, useRef, useState } from 'react'
import { IMPORT_HREF, TEMPLATES_HREF, workflowHref } from '../../layout/href.ts'
import { findCommands } from './find-commands.ts'
import { useFoundWorkflows } from './use-found-workflows.ts'
import { usePlaceCommands } from './use-place-commands.tsx'

const PAGES: readonly { href: string; title: string; detail?: string; alias?: string; icon: ReactElement }[] = [
  { href: '/workflows', title: 'Workflows', alias: 'schedules webhooks triggers', icon: <Workflow /> },
  {
    href: TEMPLATES_HREF,
    title: 'Templates',
    detail: 'New workflow from a template',
    alias: 'examples',
    icon: <LayoutTemplate />,
  },
  { href: IMPORT_HREF, title: 'Import workflows…', detail: 'from a file, also of n8n', icon: <FileUp /> },
  { href: '/executions', title: 'Executions', alias: 'runs history logs', icon: <Activity /> },
  { href: '/dead-letters', title: 'Dead letters', alias: 'errors failures retry', icon: <Inbox /> },
  { href: '/workers', title: 'Workers', alias: 'queue rate limits circuits', icon: <Server /> },
  { href: '/alerts', title: 'Alerts', alias: 'notifications e-mail errors', icon: <Bell /> },
]

interface CommandPaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Everything that can be done or gone to from here, by its name. Ctrl+K. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps): ReactElement {
  const router = useRouter()
  const collect = useCollectCommands()
  const [query, setQuery] = useState('')
  const [offered, setOffered] = useState<PaletteGroup[]>([])
  const workflows = useFoundWorkflows(query, open)
  const { places, executions } = usePlaceCommands(query, open)
  /** What was chosen, done once the window is gone and has given the focus back. */
  const chosen = useRef<(() => void) | undefined>(undefined)

  const begin = useEffectEvent(() => {
    setOffered(collect())
    setQuery('')
  })
  useEffect(() => {
    if (open) begin()
  }, [open])
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    // Over another window it would only hide what that one asks.
    if (!open && document.querySelector('[role="dialog"], [role="alertdialog"]')) return
    event.preventDefault()
    onOpenChange(!open)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])

  const goTo = (href: string) => () => router.push(href)
  const groups: PaletteGroup[] = [
    ...offered,
    {
      heading: 'Pages',
      commands: PAGES.map(({ href, ...page }) => ({ id: href, ...page, run: goTo(href) })),
    },
    // Without a search they would push the workflows out of sight.
    ...(query.trim() === '' ? [] : places),
  ]
  const found: PaletteGroup[] = [
    ...findCommands(groups, query),
    executions,
    {
      heading: query.trim() === '' ? 'Recent workflows' : 'Workflows',
      // They match already: the server looked them up.
      commands: workflows.map(({ id, name }) => ({
        id: `workflow-${id}`,
        title: name,
        icon: <Workflow />,
        run: goTo(workflowHref(id)),
      })),
    },
  ].filter(({ commands }) => commands.length > 0)

  return (
    <CommandDialog
      open={open}
      onOpenChange={onOpenChange}
      label="Find anything"
      query={query}
      onQueryChange={setQuery}
      placeholder="Find an action, a node, a workflow, a tag, an execution’s id…"
      filter={false}
      onCloseAutoFocus={() => {
        const run = chosen.current
        chosen.current = undefined
        if (run) setTimeout(run)
      }}
    >
      {found.map(({ heading, commands }) => (
        <CommandGroup key={heading} heading={heading}>
          {commands.map(({ id, title, detail, icon, shortcut, run }) => (
            <CommandItem
              key={id}
              value={`${heading} ${id}`}
              icon={icon}
              detail={detail}
              shortcut={shortcut}
              onSelect={() => {
                chosen.current = run
                onOpenChange(false)
              }}
            >
              {title}
            </CommandItem>
          ))}
        </CommandGroup>
      ))}
      <CommandEmpty>Nothing here is called “{query}”.</CommandEmpty>
    </CommandDialog>
  )
}
