import { Kbd } from '@spane/ui'
import type { ReactElement } from 'react'

/** The keys of the page, in a line under the list. */
export function KeyHints({ inGroup }: { inGroup: boolean }): ReactElement {
  return (
    <p className="flex shrink-0 flex-wrap gap-x-3 gap-y-1 border-line border-t px-4 py-2 text-muted text-xs max-md:hidden [&_kbd]:opacity-100">
      <span>
        <Kbd>j</Kbd> <Kbd>k</Kbd> move
      </span>
      {inGroup ? (
        <>
          <span>
            <Kbd>x</Kbd> select
          </span>
          <span>
            <Kbd>r</Kbd> retry
          </span>
          <span>
            <Kbd>d</Kbd> discard
          </span>
          <span>
            <Kbd>Esc</Kbd> back
          </span>
        </>
      ) : (
        <span>
          <Kbd>Enter</Kbd> open
        </span>
      )}
    </p>
  )
}
