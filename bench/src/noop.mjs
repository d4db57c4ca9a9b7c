/** Does nothing. Its output does not hold its input: along a random graph that would double with every layer. */
export const noop = {
  execute: ({ nodeConfig }) => ({
    success: true,
    data: nodeConfig.bytes ? 'x'.repeat(nodeConfig.bytes) : { done: true },
  }),
}
