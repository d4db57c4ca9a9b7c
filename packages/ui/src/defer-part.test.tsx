// @vitest-environment happy-dom
import { act, type ComponentType, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { deferPart } from './defer-part.ts'

const Whole = (): ReactElement => <p>whole</p>

function Shown({ usePart }: { usePart: () => ComponentType | undefined }): ReactElement {
  const Part = usePart()
  return Part ? <Part /> : <p>simple</p>
}

/** Shows two of a part, and says what stands there. */
async function show(load: () => Promise<ComponentType>): Promise<() => string> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const usePart = deferPart(load)
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  onTestFinished(() => act(() => root.unmount()))
  await act(async () =>
    root.render(
      <>
        <Shown usePart={usePart} />
        <Shown usePart={usePart} />
      </>,
    ),
  )
  return () => place.textContent ?? ''
}

it('shows something simpler until the part is here, which is loaded once for all', async () => {
  let resolve: (part: ComponentType) => void = () => {}
  const promise = new Promise<ComponentType>((done) => {
    resolve = done
  })
  const load = vi.fn(() => promise)
  const shown = await show(load)
  expect(shown()).toBe('simplesimple')
  await act(async () => resolve(Whole))
  expect(shown()).toBe('wholewhole')
  expect(load).toHaveBeenCalledTimes(1)
})

it('leaves the page standing when the part cannot be had, and asks again when the browser is online', async () => {
  const load = vi.fn(async (): Promise<ComponentType> => Whole)
  load.mockRejectedValueOnce(new Error('no connection'))
  const shown = await show(load)
  expect(shown()).toBe('simplesimple')
  await act(async () => window.dispatchEvent(new Event('online')))
  expect(shown()).toBe('wholewhole')
})
