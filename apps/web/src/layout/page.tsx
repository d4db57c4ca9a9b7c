import type { ReactElement, ReactNode } from 'react'

export interface PageProps {
  title: string
  /** Beside the title, e.g. how many there are. */
  aside?: ReactNode
  /** At the right end of the title's line. */
  actions?: ReactNode
  /** A second line: filters, tabs. */
  toolbar?: ReactNode
  children: ReactNode
}

/** A page with a title that stays in sight and content that scrolls under it. */
export function Page({ title, aside, actions, toolbar, children }: PageProps): ReactElement {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <header className="shrink-0 border-line border-b bg-surface px-6">
        <div className="flex h-13 items-center gap-3">
          <h1 className="font-semibold text-lg">{title}</h1>
          {aside && <span className="text-faint text-sm tabular-nums">{aside}</span>}
          <div className="ml-auto flex items-center gap-2">{actions}</div>
        </div>
        {toolbar && <div className="flex min-h-10 flex-wrap items-center gap-3 pb-2">{toolbar}</div>}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5">{children}</div>
    </main>
  )
}
