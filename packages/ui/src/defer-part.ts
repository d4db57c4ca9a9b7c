import { useSyncExternalStore } from 'react'

/**
 * A part of the page whose code is loaded when it is first shown. It is undefined until it is here, and when it cannot be
 * had: without a connection something simpler has to stand in for it, and a page must not stop because of it. It is asked
 * for again when it is shown anew and when the browser is online again.
 *
 * @example
 * const useEditor = deferPart(() => import('./editor.tsx').then((module) => module.Editor))
 * const Editor = useEditor()
 * return Editor ? <Editor {...props} /> : <Textarea {...props} />
 */
export function deferPart<Part>(load: () => Promise<Part>): () => Part | undefined {
  let part: Part | undefined
  let isLoading = false
  const listeners = new Set<() => void>()

  async function start(): Promise<void> {
    if (part !== undefined || isLoading) return
    isLoading = true
    try {
      part = await load()
      for (const listener of listeners) listener()
    } catch {
      // What stands in for it stays.
    } finally {
      isLoading = false
    }
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    window.addEventListener('online', start)
    void start()
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) window.removeEventListener('online', start)
    }
  }

  return () =>
    useSyncExternalStore(
      subscribe,
      () => part,
      () => undefined,
    )
}
