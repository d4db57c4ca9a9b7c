// Read by every Node that knows modules at all, to be able to say that it is too old: nothing newer than 2017 in here.

/** The oldest Node that runs the product. */
export const MINIMUM_NODE = [20, 19]

/**
 * What to tell a person whose Node is too old; undefined if it is not.
 * @param {string} version such as `process.versions.node`
 * @returns {string | undefined}
 */
export function describeOldNode(version) {
  const parts = version.split('.').map(Number)
  const isOld = parts[0] < MINIMUM_NODE[0] || (parts[0] === MINIMUM_NODE[0] && parts[1] < MINIMUM_NODE[1])
  if (!isOld) return undefined
  return `This is Node ${version}, and the product needs Node ${MINIMUM_NODE.join('.')} or newer.
  Install one from https://nodejs.org or with a version manager, and run the command again.`
}
