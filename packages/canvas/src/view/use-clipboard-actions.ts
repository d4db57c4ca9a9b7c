'use client'

import { createNodeTypeLookup } from '@spane/node-sdk'
import { copyText, toast } from '@spane/ui'
import type { Position } from '@spane/workflow'
import { createContext, useContext, useMemo } from 'react'
import { type Clip, parseClip } from '../edit/clipboard.ts'
import type { WorkflowEditorProps } from '../editor-props.ts'
import { useEditorStore } from '../store/editor-context.ts'
import { focusSelected } from './focus-element.ts'

export interface ClipboardActions {
  /** What is selected as text for the clipboard; undefined when nothing is. */
  copyAsText: () => string | undefined
  pasteText: (text: string, at?: Position) => void
  /** For menus, which get no clipboard event. */
  copy: () => void
  cut: () => void
  paste: (at?: Position) => void
}

/** How text of other products is read; undefined when the application knows none. */
export const ReadForeignContext = createContext<WorkflowEditorProps['readForeign']>(undefined)

// What was copied last in this page, for browsers that do not let one read the clipboard.
let lastCopied: string | undefined

export function useClipboardActions(): ClipboardActions {
  const store = useEditorStore()
  const readForeign = useContext(ReadForeignContext)
  return useMemo(() => {
    const { actions } = store
    const types = createNodeTypeLookup([...store.getState().nodeTypes.values()])
    const copyAsText = () => {
      const clip = actions.copySelection()
      if (clip) lastCopied = JSON.stringify(clip, null, 2)
      return clip && lastCopied
    }
    const insert = (clip: Clip, at?: Position) => {
      actions.paste(clip, at)
      focusSelected(store)
    }
    const pasteText = (text: string, at?: Position) => {
      const foreign = readForeign?.(text)
      if (foreign) {
        foreign
          .then(({ nodes, edges, layout }) => insert({ nodes, edges, layout }, at))
          .catch((error: unknown) => {
            toast.error('Nothing was pasted', { description: error instanceof Error ? error.message : String(error) })
          })
        return
      }
      const parsed = parseClip(text, types)
      if ('clip' in parsed) insert(parsed.clip, at)
      else toast.error('Nothing was pasted', { description: parsed.problem })
    }
    const copy = () => {
      const text = copyAsText()
      if (text !== undefined) void copyText(text)
    }
    return {
      copyAsText,
      pasteText,
      copy,
      cut: () => {
        copy()
        actions.deleteSelection()
      },
      paste: (at) => {
        // Absent over plain HTTP, and refused when the person says so: then only a key press brings the clipboard.
        const reading = navigator.clipboard?.readText?.() ?? Promise.reject(new Error('No clipboard to read'))
        reading
          .catch(() => lastCopied)
          .then((text) => {
            if (text !== undefined) pasteText(text, at)
            else
              toast.error('Nothing was pasted', {
                description: 'The browser lets nobody read the clipboard here: press Ctrl+V.',
              })
          })
      },
    }
  }, [store, readForeign])
}
