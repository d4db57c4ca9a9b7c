'use client'

import { useEffect, useEffectEvent, useState } from 'react'

const FIELDS = 'input, textarea, select, [contenteditable="true"]'

/**
 * Hands on a file that is dropped anywhere on the page, and JSON that is pasted where nobody types.
 * @returns whether a file is being dragged over the page
 */
export function useDroppedFiles(onGiven: (given: File | string) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  const give = useEffectEvent(onGiven)
  useEffect(() => {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onDragOver = (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      setIsOver(true)
    }
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      setIsOver(false)
      const [file] = event.dataTransfer?.files ?? []
      if (file) give(file)
    }
    const onPaste = (event: ClipboardEvent) => {
      if (event.target instanceof Element && event.target.closest(FIELDS)) return
      const text = event.clipboardData?.getData('text/plain').trim() ?? ''
      if (!text.startsWith('{') && !text.startsWith('[')) return
      event.preventDefault()
      give(text)
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', onDrop)
    document.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onDragLeave)
      window.removeEventListener('drop', onDrop)
      document.removeEventListener('paste', onPaste)
    }
  }, [])
  return isOver
}
