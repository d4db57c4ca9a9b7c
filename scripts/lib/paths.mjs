import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** @param {...string} parts of a path from the root */
export const fromRoot = (...parts) => join(root, ...parts)

/** Where the scripts remember what is installed and built; goes away with node_modules, as it should. */
export const stampDirectory = fromRoot('node_modules/.cache/spane')
