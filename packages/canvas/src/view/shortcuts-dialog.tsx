'use client'

import { Dialog, Kbd } from '@spane/ui'
import type { ReactElement } from 'react'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import type { EditorCommand } from './editor-command.ts'
import { hotkeyCaps } from './hotkey.ts'

interface ShortcutHelp {
  caps: readonly string[]
  /** Another key that does the same. */
  or?: string
  text: string
}

/** Keys of commands that are no hotkeys, because they mean something else when they are held. */
const ALSO: Readonly<Record<string, string>> = { rename: 'Space' }

/** Keys and gestures that are no commands: those of the browser, of the pointer, and of walking about. */
const OTHERS: Readonly<Record<'Nodes' | 'Canvas' | 'Workflow' | 'View', readonly ShortcutHelp[]>> = {
  Nodes: [
    { caps: ['Enter'], text: 'Open the inspector' },
    { caps: ['P'], text: 'Pin data' },
    { caps: ['Ctrl', 'C'], text: 'Copy' },
    { caps: ['Ctrl', 'X'], text: 'Cut' },
    { caps: ['Ctrl', 'V'], text: 'Paste' },
  ],
  Canvas: [
    { caps: ['←', '→', '↑', '↓'], text: 'Walk along the graph' },
    { caps: ['Shift', '←', '→'], text: 'Select all before, all after' },
    { caps: ['Alt', '←', '→', '↑', '↓'], text: 'Move' },
    { caps: ['drag'], text: 'Select with a box' },
    { caps: ['Shift', 'click'], text: 'Add to the selection' },
    { caps: ['Alt', 'drag'], text: 'Move without joining or leaving a group' },
    { caps: ['Esc'], text: 'Close, deselect' },
  ],
  Workflow: [{ caps: ['Ctrl', 'K'], text: 'Find anything' }],
  View: [
    { caps: ['Space', 'drag'], text: 'Pan' },
    { caps: ['Ctrl', 'wheel'], text: 'Zoom' },
  ],
}

/** All keys at a glance. */
export function ShortcutsDialog({ commands }: { commands: readonly EditorCommand[] }): ReactElement {
  const open = useEditor((state) => state.shortcutsOpen)
  const { patch } = useEditorActions()
  const sections = (['Nodes', 'Canvas', 'Workflow', 'View'] as const).map((title) => ({
    title,
    items: [
      ...commands
        .filter((command) => command.section === title && command.hotkeys)
        .map(
          (command): ShortcutHelp => ({
            caps: hotkeyCaps(command.hotkeys?.[0] ?? ''),
            or: ALSO[command.id],
            text: command.title,
          }),
        ),
      ...OTHERS[title],
    ],
  }))
  return (
    <Dialog open={open} onOpenChange={(shortcutsOpen) => patch({ shortcutsOpen })} title="Keyboard shortcuts" size="lg">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list is longer than a small screen, and scrolls by keys only so */}
      <div tabIndex={0} className="columns-1 gap-8 outline-none! sm:columns-2">
        {sections.map((section) => (
          <section key={section.title} className="mb-5">
            <h3 className="mb-1 break-after-avoid font-medium text-muted text-xs">{section.title}</h3>
            <dl>
              {section.items.map((item) => (
                <div
                  key={item.text}
                  className="flex break-inside-avoid items-center justify-between gap-3 border-line border-b py-1 text-sm"
                >
                  <dt>{item.text}</dt>
                  <dd className="flex items-center gap-1">
                    {item.or && (
                      <>
                        <Kbd>{item.or}</Kbd>
                        <span className="text-muted">or</span>
                      </>
                    )}
                    {item.caps.map((cap) => (
                      <Kbd key={cap}>{cap}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
