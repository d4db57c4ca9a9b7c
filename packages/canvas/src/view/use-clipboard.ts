'use client'

import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import { useEditorStore } from '../store/editor-context.ts'
import { useClipboardActions } from './use-clipboard-actions.ts'
import { isNowhereElse } from './use-shortcuts.ts'

const FIELDS = 'input, textarea, select, [contenteditable="true"], [role="dialog"]'

/**
 * Copy, cut and paste of nodes as JSON. It listens to the browser's own clipboard events, which need no permission and
 * work over plain HTTP.
 */
export function useClipboard(root: RefObject<HTMLElement | null>): void {
  const store = useEditorStore()
  const flow = useReactFlow()
  const { copyAsText, pasteText } = useClipboardActions()
  const pointer = useRef<{ x: number; y: number } | undefined>(undefined)

  useEffect(() => {
    function isOurs(event: ClipboardEvent): boolean {
      const target = event.target instanceof Element ? event.target : document.body
      if (target.closest(FIELDS)) return false
      // Text that is selected on the page, an error message for example, is what the person wants to copy.
      if (event.type !== 'paste' && document.getSelection()?.toString()) return false
      return isNowhereElse(root.current, target)
    }

    function onCopy(event: ClipboardEvent): void {
      const isCut = event.type === 'cut' && !store.getState().readOnly
      const text = isOurs(event) ? copyAsText() : undefined
      if (text === undefined || !event.clipboardData) return
      event.clipboardData.setData('text/plain', text)
      event.preventDefault()
      if (isCut) store.actions.deleteSelection()
    }

    function onPaste(event: ClipboardEvent): void {
      if (!isOurs(event) || store.getState().readOnly) return
      event.preventDefault()
      pasteText(
        event.clipboardData?.getData('text/plain') ?? '',
        pointer.current && flow.screenToFlowPosition(pointer.current),
      )
    }

    // Pasted where the pointer is, when it is over the canvas.
    function onPointerMove(event: PointerEvent): void {
      const isOverCanvas = event.target instanceof Element && event.target.closest('.workflow-canvas') !== null
      pointer.current = isOverCanvas ? { x: event.clientX, y: event.clientY } : undefined
    }

    document.addEventListener('copy', onCopy)
    document.addEventListener('cut', onCopy)
    document.addEventListener('paste', onPaste)
    document.addEventListener('pointermove', onPointerMove, { passive: true })
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('cut', onCopy)
      document.removeEventListener('paste', onPaste)
      document.removeEventListener('pointermove', onPointerMove)
    }
  }, [store, flow, root, copyAsText, pasteText])
}
