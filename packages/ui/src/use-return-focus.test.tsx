// @vitest-environment happy-dom
import { act, type ReactElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { AlertDialog } from './alert-dialog.tsx'
import { Dialog } from './dialog.tsx'
import { Input } from './input.tsx'
import { TooltipProvider } from './tooltip.tsx'

async function render(element: ReactElement): Promise<void> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  onTestFinished(() => act(() => root.unmount()))
  await act(async () => root.render(<TooltipProvider>{element}</TooltipProvider>))
}

function Opened({ window }: { window: (open: boolean, onOpenChange: (open: boolean) => void) => ReactElement }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" id="opener" onClick={() => setOpen(true)}>
        Open
      </button>
      {window(open, setOpen)}
    </>
  )
}

async function openAndClose(): Promise<{ inside: string | undefined }> {
  const opener = document.querySelector<HTMLElement>('#opener')
  await act(async () => {
    opener?.focus()
    opener?.click()
  })
  const inside = document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? undefined
  await act(async () =>
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
  )
  await vi.waitFor(() => expect(document.activeElement).toBe(opener))
  return { inside }
}

it('begins in the first field of a window and goes back to what opened it', async () => {
  await render(
    <Opened
      window={(open, onOpenChange) => (
        <Dialog open={open} onOpenChange={onOpenChange} title="Import">
          <input type="file" hidden />
          <Input aria-label="Text" />
        </Dialog>
      )}
    />,
  )
  expect(await openAndClose()).toEqual({ inside: 'Text' })
})

it('goes back although a field took the focus as it was mounted', async () => {
  await render(
    <Opened
      window={(open, onOpenChange) => (
        <Dialog open={open} onOpenChange={onOpenChange} title="Rename">
          <Input aria-label="Other" />
          <Input aria-label="Name" autoFocus />
        </Dialog>
      )}
    />,
  )
  expect(await openAndClose()).toEqual({ inside: 'Name' })
})

it('goes back from a question', async () => {
  await render(
    <Opened
      window={(open, onOpenChange) => (
        <AlertDialog
          {...{ open, onOpenChange }}
          title="Delete?"
          description=""
          confirmLabel="Delete"
          onConfirm={() => {}}
        />
      )}
    />,
  )
  expect(await openAndClose()).toEqual({ inside: 'Cancel' })
})
