'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { IMPORT_PARAMETER } from '../../../layout/href.ts'

/** Whether the dialog is open, and with what. The address may ask for it, from the command palette of another page. */
export function useImportRequest() {
  const pathname = usePathname()
  const asked = useSearchParams().has(IMPORT_PARAMETER)
  const [request, setRequest] = useState<{ given: File | string | undefined } | null>(null)
  return {
    request: request ?? (asked ? { given: undefined } : null),
    open: (given: File | string | undefined) => setRequest({ given }),
    close: () => {
      setRequest(null)
      if (asked) window.history.replaceState(null, '', pathname)
    },
  }
}
