'use client'

import { cn, deferPart } from '@spane/ui'
import { type NodeProps, NodeResizer } from '@xyflow/react'
import { type KeyboardEvent, memo, type ReactElement } from 'react'
import { ChangeSign, useChangeMark } from '../compare/change-marks.tsx'
import { GRID } from '../edit/node-geometry.ts'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import { readElementId } from '../store/element-ids.ts'
import type { NoteElement } from '../store/flow-elements.ts'

// A workflow without notes need not load a Markdown parser.
const useNoteMarkdown = deferPart(() => import('./note-markdown.tsx').then((module) => module.NoteMarkdown))

/** A sticky note: Markdown on a sheet that is moved, sized and coloured by hand. */
export const NoteCard = memo(function NoteCard({
  id: elementId,
  selected,
  dragging,
}: NodeProps<NoteElement>): ReactElement | null {
  const { id } = readElementId(elementId)
  const note = useEditor((state) => state.workflow.layout?.notes.find((candidate) => candidate.id === id))
  const isEditing = useEditor((state) => state.editingNoteId === id)
  const readOnly = useEditor((state) => state.readOnly)
  const change = useChangeMark('notes', id)
  const { patch, updateNote } = useEditorActions()
  if (!note) return null
  const edit = () => !readOnly && patch({ editingNoteId: id })
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget || readOnly) return
    event.preventDefault()
    edit()
  }
  const title = note.text.split('\n').find((line) => line.trim() !== '') ?? 'empty'
  return (
    <>
      {selected && !readOnly && (
        <NodeResizer
          minWidth={96}
          minHeight={64}
          lineClassName="note-resize-line"
          handleClassName="note-resize-handle"
          onResizeEnd={(_event, { x, y, width, height }) =>
            updateNote(id, { position: snap({ x, y }), size: { width: round(width), height: round(height) } })
          }
        />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a note is not a fieldset */}
      <div
        role="group"
        aria-roledescription="note"
        aria-label={`Note${change ? `, ${change}` : ''}: ${title.replace(/^#+\s*/, '').slice(0, 80)}`}
        data-change={change}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: notes are reached and opened by the keyboard
        tabIndex={0}
        data-note-id={id}
        data-color={note.color ?? 'yellow'}
        onDoubleClick={edit}
        onKeyDown={onKeyDown}
        className={cn(
          'note-card relative size-full overflow-hidden rounded-md border text-ink',
          selected && 'border-accent ring-2 ring-accent/35',
          dragging && 'shadow-overlay',
        )}
      >
        {change && <ChangeSign change={change} />}
        {isEditing ? (
          <NoteEditor noteId={id} text={note.text} />
        ) : (
          <div className="note-text size-full overflow-hidden px-3 py-2 text-sm">
            {note.text.trim() === '' ? (
              <p className="text-muted">{readOnly ? '' : 'Double-click to write. Markdown works.'}</p>
            ) : (
              <NoteText text={note.text} />
            )}
          </div>
        )}
      </div>
    </>
  )
})

/** What is written on a note; as it was typed until Markdown is here. */
function NoteText({ text }: { text: string }): ReactElement {
  const NoteMarkdown = useNoteMarkdown()
  return NoteMarkdown ? <NoteMarkdown text={text} /> : <p className="whitespace-pre-wrap">{text}</p>
}

/** Leaving the field and Esc both keep what was written; undo takes it back. */
function NoteEditor({ noteId, text }: { noteId: string; text: string }): ReactElement {
  const { updateNote, patch } = useEditorActions()
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation()
    const isDone = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    if (!isDone) return
    event.preventDefault()
    event.currentTarget.closest<HTMLElement>('[data-note-id]')?.focus({ preventScroll: true })
  }
  return (
    <textarea
      aria-label="Text of the note, in Markdown"
      // biome-ignore lint/a11y/noAutofocus: the field appears because a person asked to write in it
      autoFocus
      defaultValue={text}
      maxLength={20_000}
      spellCheck
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        updateNote(noteId, { text: event.currentTarget.value })
        patch({ editingNoteId: null })
      }}
      className="nodrag nopan nowheel size-full resize-none bg-transparent px-3 py-2 font-mono text-xs leading-5 outline-none!"
    />
  )
}

function snap({ x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x: round(x), y: round(y) }
}

function round(value: number): number {
  return Math.round(value / GRID) * GRID
}
