// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished } from 'vitest'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from './dropdown-menu.tsx'

it('makes a link the item itself, with its shortcut inside', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  onTestFinished(() => act(() => root.unmount()))
  await act(async () =>
    root.render(
      <DropdownMenu open modal={false}>
        <DropdownMenuTrigger>Menu</DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem asChild shortcut="Ctrl O">
            <a href="/there">Open</a>
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>,
    ),
  )
  const item = document.querySelector('[role="menuitem"]')
  expect(item?.tagName).toBe('A')
  expect(item?.getAttribute('href')).toBe('/there')
  expect(item?.textContent).toBe('OpenCtrl O')
})
