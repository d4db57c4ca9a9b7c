import type { ReactElement } from 'react'

/** Two paths that cross and end where they should: the product's mark. */
export function Logo({ className }: { className?: string }): ReactElement {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <g className="stroke-on-accent" strokeWidth="2.25" strokeLinecap="round">
        <path d="M10 22h6c3 0 3-12 6-12" opacity="0.55" />
        <path d="M10 10h6c3 0 3 12 6 12" />
      </g>
      <g className="fill-on-accent">
        <circle cx="9" cy="10" r="3" />
        <circle cx="23" cy="22" r="3" />
        <circle cx="9" cy="22" r="3" className="fill-accent stroke-on-accent" strokeWidth="2" />
        <circle cx="23" cy="10" r="3" className="fill-accent stroke-on-accent" strokeWidth="2" />
      </g>
    </svg>
  )
}
