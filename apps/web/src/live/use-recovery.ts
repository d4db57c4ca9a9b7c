'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useServerTrouble } from '../system/use-system-status.ts'

/** Loads what could not be loaded, once the server answers as it should again. Once, near the root. */
export function useRecovery(): void {
  const queryClient = useQueryClient()
  const trouble = useServerTrouble()
  useEffect(() => {
    if (trouble !== undefined) return
    void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
  }, [trouble, queryClient])
}
