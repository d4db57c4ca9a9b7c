'use client'

import type { AppRouter } from '@spane/api'
import { createTRPCContext } from '@trpc/tanstack-react-query'

/** The typed API: `useTRPC()` makes query and mutation options, `useTRPCClient()` calls procedures directly. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()
