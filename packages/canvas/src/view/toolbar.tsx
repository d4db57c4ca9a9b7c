'use client'

import { IconButton, Kbd } from '@spane/ui'
import { Keyboard, Network, PanelLeft, Redo2, StickyNote, Undo2 } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { SaveState } from '../editor-props.ts'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import type { EditorCommand } from './editor-command.ts'
import { ProblemsPopover } from './problems-popover.tsx'
import { SaveIndicator } from './save-indicator.tsx'
import { useTidy } from './use-tidy.ts'

interface ToolbarProps {
  start?: ReactNode
  end?: ReactNode
  saveState?: SaveState
  commands: readonly EditorCommand[]
}

/** The strip above the canvas: the application's own controls at both ends, the editor's between them. */
export function Toolbar({ start, end, saveState, commands }: ToolbarProps): ReactElement | null {
  const readOnly = useEditor((state) => state.readOnly)
  const { patch } = useEditorActions()
  if (readOnly && !start && !end) return null
  return (
    <header className="@container/toolbar shrink-0 border-line border-b bg-surface">
      {/* One line, whatever comes into it: the name gives way, then labels do. Only a small screen has it in several. */}
      <div className="flex min-h-10.75 flex-wrap items-center gap-1 px-2 py-1 @min-[52rem]/toolbar:flex-nowrap">
        {/* Gives way before anything else does. */}
        {start && <div className="min-w-24 shrink-[99999]">{start}</div>}
        {!readOnly && <EditingTools onAddNote={commands.find(({ id }) => id === 'note')?.run} />}
        <div className="ml-auto flex flex-wrap items-center justify-end gap-1 @min-[52rem]/toolbar:min-w-0 @min-[52rem]/toolbar:flex-nowrap">
          {!readOnly && saveState && <SaveIndicator state={saveState} />}
          {!readOnly && <ProblemsPopover />}
          <IconButton
            size="sm"
            label="Keyboard shortcuts"
            shortcut={<Kbd>?</Kbd>}
            className="@max-[52rem]/toolbar:hidden"
            onClick={() => patch({ shortcutsOpen: true })}
          >
            <Keyboard />
          </IconButton>
          {end}
        </div>
      </div>
    </header>
  )
}

function EditingTools({ onAddNote }: { onAddNote: (() => void) | undefined }): ReactElement {
  const canUndo = useEditor((state) => state.past.length > 0)
  const canRedo = useEditor((state) => state.future.length > 0)
  const paletteOpen = useEditor((state) => state.paletteOpen)
  const isEmpty = useEditor((state) => state.flowNodes.length === 0)
  const { undo, redo, patch } = useEditorActions()
  const tidy = useTidy()
  return (
    <div role="toolbar" aria-label="Edit" className="flex shrink-0 items-center">
      <IconButton
        size="sm"
        label="Node palette"
        aria-pressed={paletteOpen}
        onClick={() => patch({ paletteOpen: !paletteOpen })}
      >
        <PanelLeft className={paletteOpen ? 'text-accent-ink' : undefined} />
      </IconButton>
      <span aria-hidden="true" className="mx-1 h-4 w-px bg-line" />
      <IconButton size="sm" label="Undo" shortcut={<Kbd>Ctrl Z</Kbd>} disabled={!canUndo} onClick={undo}>
        <Undo2 />
      </IconButton>
      <IconButton size="sm" label="Redo" shortcut={<Kbd>Ctrl Shift Z</Kbd>} disabled={!canRedo} onClick={redo}>
        <Redo2 />
      </IconButton>
      <IconButton size="sm" label="Tidy up" shortcut={<Kbd>Shift Alt T</Kbd>} disabled={isEmpty} onClick={tidy}>
        <Network />
      </IconButton>
      <IconButton size="sm" label="Add a note" shortcut={<Kbd>S</Kbd>} onClick={onAddNote}>
        <StickyNote />
      </IconButton>
    </div>
  )
}
