'use client'

import type { ReactElement } from 'react'

/** Replaces the whole document, so it can rely on nothing: no theme, no shared component. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }): ReactElement {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: '20vh 2rem', textAlign: 'center' }}>
        <title>SPANE</title>
        <h1 style={{ fontSize: '1.125rem' }}>SPANE stopped working in this tab</h1>
        <p>Nothing that was saved is lost.</p>
        <button type="button" onClick={reset}>
          Load it again
        </button>
      </body>
    </html>
  )
}
