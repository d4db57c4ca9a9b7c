'use client'

import { Dialog, Kbd } from '@spane/ui'
import type { ReactElement } from 'react'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import { SHORTCUTS } from './shortcuts.ts'

/** All keys at a glance. */
export function ShortcutsDialog(): ReactElement {
  const open = useEditor((state) => state.shortcutsOpen)
  const { patch } = useEditorActions()
  return (
    <Dialog open={open} onOpenChange={(shortcutsOpen) => patch({ shortcutsOpen })} title="Keyboard shortcuts" size="lg">
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
        {SHORTCUTS.map((section) => (
          <section key={section.title}>
            <h3 className="mb-1 font-medium text-muted text-xs">{section.title}</h3>
            <dl>
              {section.items.map((item) => (
                <div
                  key={item.text}
                  className="flex items-center justify-between gap-3 border-line border-b py-1.5 text-sm"
                >
                  <dt>{item.text}</dt>
                  <dd className="flex gap-1">
                    {item.keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
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
