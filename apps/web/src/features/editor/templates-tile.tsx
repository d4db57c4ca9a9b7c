import { LayoutTemplate } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { TEMPLATES_HREF } from '../../layout/href.ts'

/** Beside the triggers on an empty canvas: the way to a workflow that is there already. */
export function TemplatesTile(): ReactElement {
  return (
    <Link
      href={TEMPLATES_HREF}
      className="flex h-full items-center gap-3 rounded-lg border border-line-strong border-dashed px-3 py-2.5 transition-colors hover:border-accent"
    >
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-sunken text-muted">
        <LayoutTemplate aria-hidden="true" className="size-4.5" />
      </span>
      <span>
        <span className="block font-medium text-base text-ink">A template</span>
        <span className="block text-muted text-xs">start from one that runs already</span>
      </span>
    </Link>
  )
}
