'use client'

import { isTemplate } from '@spane/workflow'
import { useContext, useEffect, useState } from 'react'
import { ExpressionToolsContext } from './expression-tools.ts'
import { type ExpressionPreview, previewExpression } from './preview-expression.ts'

/** Long enough that a word is typed, short enough to count as live. */
const DEBOUNCE_MS = 250

/** What a field's text gives, again whenever it or the data changes; the last one stays in sight meanwhile. */
export function useExpressionPreview(text: string): ExpressionPreview | undefined {
  const tools = useContext(ExpressionToolsContext)
  const [preview, setPreview] = useState<ExpressionPreview>()
  useEffect(() => {
    if (!tools || !isTemplate(text)) {
      setPreview(undefined)
      return
    }
    const controller = new AbortController()
    const timer = setTimeout(() => {
      previewExpression(text, tools, controller.signal).then(
        (next) => {
          if (!controller.signal.aborted) setPreview(next)
        },
        (error: unknown) => {
          if (controller.signal.aborted) return
          setPreview({ kind: 'unknown', message: error instanceof Error ? error.message : String(error) })
        },
      )
    }, DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text, tools])
  return preview
}
