'use client'

import type { AppRouter } from '@spane/api'
import { ThemeProvider, Toaster, TooltipProvider } from '@spane/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { type ReactElement, type ReactNode, useState } from 'react'
import { config as configureZod } from 'zod'
import { createQueryClient } from '../../trpc/create-query-client.ts'
import { TRPCProvider } from '../../trpc/trpc.ts'

// The content security policy forbids code made from strings, which zod would otherwise try.
configureZod({ jitless: true })

/** Everything that the pages find around them: API, cache, theme, tooltips, toasts. */
export function AppProviders({ children }: { children: ReactNode }): ReactElement {
  const [queryClient] = useState(createQueryClient)
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: '/api/trpc', maxURLLength: 2_000 })] }),
  )
  return (
    <ThemeProvider>
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
          <TooltipProvider>
            {children}
            <Toaster />
          </TooltipProvider>
        </TRPCProvider>
      </QueryClientProvider>
    </ThemeProvider>
  )
}
