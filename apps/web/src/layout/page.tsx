import type { ReactElement, ReactNode } from 'react'

export interface PageProps {
  title: string
  /** Beside the title, e.g. filters. */
  aside?: ReactNode
  /** At the right end of the title's line. */
  actions?: ReactNode
  children: ReactNode
}

/** A page with a title that stays in sight and content that scrolls under it. */
export function Page({ title, aside, actions, children }: PageProps): ReactElement {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b bg-surface px-6 py-2">
        <h1 className="font-semibold text-lg">{title}</h1>
        {aside}
        <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5">{children}</div>
    </main>
  )
}
