'use client'

import {
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuSub,
  ContextMenuSubContent,
  ContextMenuSubTrigger,
  Kbd,
} from '@spane/ui'
import type { LayoutColor } from '@spane/workflow'
import { useReactFlow } from '@xyflow/react'
import { Check } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import { useExplanation } from '../why/use-explanation.ts'
import type { EditorCommand } from './editor-command.ts'
import { hotkeyCaps } from './hotkey.ts'
import { NodeContextItems } from './node-menu.tsx'
import { useClipboardActions } from './use-clipboard-actions.ts'

interface MenuProps {
  commands: readonly EditorCommand[]
  /** Where the menu was opened, in client coordinates. */
  point: { x: number; y: number }
}

/** Keys that the browser turns into clipboard events. */
const BROWSER_KEYS: Readonly<Record<string, string>> = { copy: 'mod+c', cut: 'mod+x', paste: 'mod+v' }

/** What opens a field or a list waits until the menu is gone, or it would lose the focus to it. */
const afterMenu = (act: () => void) => () => setTimeout(act)

function Command({ commands, id, title }: { commands: MenuProps['commands']; id: string; title?: string }) {
  const command = commands.find((candidate) => candidate.id === id)
  const isAvailable = useEditor((state) => command?.isAvailable?.(state) ?? true)
  if (!command) return null
  const hotkey = command.hotkeys?.[0] ?? BROWSER_KEYS[id]
  return (
    <ContextMenuItem
      danger={id === 'delete'}
      disabled={!isAvailable}
      shortcut={hotkey && hotkeyCaps(hotkey).map((cap) => <Kbd key={cap}>{cap}</Kbd>)}
      onSelect={afterMenu(command.run)}
    >
      {title ?? command.title}
    </ContextMenuItem>
  )
}

/** What there is to do with a node that is only looked at. */
export function NodeLookItems({ commands, nodeId }: Omit<MenuProps, 'point'> & { nodeId: string }): ReactElement {
  const { inspect } = useEditorActions()
  return (
    <>
      <ContextMenuItem shortcut={<Kbd>Enter</Kbd>} onSelect={() => inspect(nodeId)}>
        Open
      </ContextMenuItem>
      <WhyItem commands={commands} nodeId={nodeId} />
      <NodeContextItems nodeId={nodeId} />
    </>
  )
}

/** There only while there is something to explain. */
function WhyItem({ commands, nodeId }: { commands: MenuProps['commands']; nodeId: string }): ReactElement | null {
  const question = useExplanation(nodeId)?.question
  return question === undefined ? null : <Command commands={commands} id="why" title={question} />
}

export function NodeItems({ commands, nodeId }: MenuProps & { nodeId: string }): ReactElement {
  const { inspect, leaveGroup } = useEditorActions()
  const isDisabled = useEditor((state) => state.graph.nodes.get(nodeId)?.disabled === true)
  const isGrouped = useEditor((state) => state.grouping.groupOf.has(nodeId))
  return (
    <>
      <ContextMenuItem shortcut={<Kbd>Enter</Kbd>} onSelect={() => inspect(nodeId)}>
        Open
      </ContextMenuItem>
      <WhyItem commands={commands} nodeId={nodeId} />
      <NodeContextItems nodeId={nodeId} />
      <ContextMenuSeparator />
      <Command commands={commands} id="connect" />
      <Command commands={commands} id="rename" />
      <Command commands={commands} id="replace" />
      <Command commands={commands} id="disable" title={isDisabled ? 'Enable' : 'Disable'} />
      {isGrouped ? (
        <ContextMenuItem onSelect={() => leaveGroup(nodeId)}>Take out of its group</ContextMenuItem>
      ) : (
        <Command commands={commands} id="group" />
      )}
      <ContextMenuSeparator />
      <EditItems commands={commands} />
    </>
  )
}

export function SelectionItems({ commands }: MenuProps): ReactElement {
  return (
    <>
      <Command commands={commands} id="group" />
      <Command commands={commands} id="disable" />
      <Command commands={commands} id="tidy" />
      <ContextMenuSeparator />
      <EditItems commands={commands} />
    </>
  )
}

function EditItems({ commands }: { commands: MenuProps['commands'] }): ReactElement {
  return (
    <>
      <Command commands={commands} id="copy" />
      <Command commands={commands} id="cut" />
      <Command commands={commands} id="duplicate" />
      <ContextMenuSeparator />
      <Command commands={commands} id="delete" />
    </>
  )
}

export function EdgeItems({ commands, edgeId, point }: MenuProps & { edgeId: string }): ReactElement {
  const { patch } = useEditorActions()
  const moveEnd = (side: 'source' | 'target') =>
    afterMenu(() => patch({ connecting: { kind: 'rewire', edgeId, side } }))
  return (
    <>
      <ContextMenuItem onSelect={afterMenu(() => patch({ picker: { anchor: point, edgeId } }))}>
        Add a node here
      </ContextMenuItem>
      <ContextMenuItem onSelect={moveEnd('target')}>Lead to another node …</ContextMenuItem>
      <ContextMenuItem onSelect={moveEnd('source')}>Have it come from another node …</ContextMenuItem>
      <ContextMenuSeparator />
      <Command commands={commands} id="delete" />
    </>
  )
}

export function NoteItems({ commands, noteId }: MenuProps & { noteId: string }): ReactElement {
  const { patch } = useEditorActions()
  const color = useEditor((state) => state.workflow.layout?.notes.find((note) => note.id === noteId)?.color)
  return (
    <>
      <ContextMenuItem shortcut={<Kbd>Enter</Kbd>} onSelect={afterMenu(() => patch({ editingNoteId: noteId }))}>
        Write
      </ContextMenuItem>
      <ColorItems subject={{ kind: 'note', id: noteId }} color={color ?? 'yellow'} />
      <ContextMenuSeparator />
      <EditItems commands={commands} />
    </>
  )
}

export function GroupItems({ commands, groupId }: MenuProps & { groupId: string }): ReactElement {
  const group = useEditor((state) => state.grouping.groups.get(groupId))
  return (
    <>
      <Command commands={commands} id="fold" title={group?.folded ? 'Unfold' : 'Fold'} />
      <Command commands={commands} id="rename" />
      <ColorItems subject={{ kind: 'group', id: groupId }} color={group?.color ?? 'grey'} />
      <Command commands={commands} id="ungroup" />
      {group?.folded && (
        <>
          <ContextMenuSeparator />
          <EditItems commands={commands} />
        </>
      )}
    </>
  )
}

const COLORS: readonly { color: LayoutColor; name: string }[] = [
  { color: 'yellow', name: 'Yellow' },
  { color: 'blue', name: 'Blue' },
  { color: 'green', name: 'Green' },
  { color: 'red', name: 'Red' },
  { color: 'purple', name: 'Purple' },
  { color: 'grey', name: 'Grey' },
]

function ColorItems({
  subject,
  color,
}: {
  subject: { kind: 'note' | 'group'; id: string }
  color: LayoutColor
}): ReactElement {
  const { setColor } = useEditorActions()
  return (
    <ContextMenuSub>
      <ContextMenuSubTrigger>Colour</ContextMenuSubTrigger>
      <ContextMenuSubContent>
        {COLORS.map((choice) => (
          <ContextMenuItem key={choice.color} onSelect={() => setColor(subject, choice.color)}>
            <span aria-hidden="true" data-color={choice.color} className="note-card size-3.5 rounded-sm border" />
            {choice.name}
            {choice.color === color && <Check aria-label="current" className="ml-auto" />}
          </ContextMenuItem>
        ))}
      </ContextMenuSubContent>
    </ContextMenuSub>
  )
}

export function PaneItems({ commands, point }: MenuProps): ReactElement {
  const { patch, addNote } = useEditorActions()
  const { screenToFlowPosition } = useReactFlow()
  const { paste } = useClipboardActions()
  const place = () => screenToFlowPosition(point)
  return (
    <>
      <ContextMenuItem
        shortcut={<Kbd>N</Kbd>}
        onSelect={afterMenu(() => patch({ picker: { anchor: point, position: place() } }))}
      >
        Add a node
      </ContextMenuItem>
      <ContextMenuItem shortcut={<Kbd>S</Kbd>} onSelect={afterMenu(() => addNote(place()))}>
        Add a note
      </ContextMenuItem>
      <ContextMenuItem
        shortcut={hotkeyCaps('mod+v').map((cap) => <Kbd key={cap}>{cap}</Kbd>)}
        onSelect={() => paste(place())}
      >
        Paste
      </ContextMenuItem>
      <ContextMenuSeparator />
      <Command commands={commands} id="select-all" />
      <Command commands={commands} id="tidy" />
      <Command commands={commands} id="fit" />
    </>
  )
}
