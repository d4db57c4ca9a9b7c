import { QueryClient } from '@tanstack/react-query'
import { isTransient } from './read-problem.ts'

/** Asks again after faults that pass, never after a refusal: a person should see that at once. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && isTransient(error),
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 5_000),
        // A local server is reachable without a network.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
