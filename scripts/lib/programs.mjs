import { fromRoot } from './paths.mjs'

/** The processes of the product. */
export const programs = [
  { name: 'worker', file: fromRoot('apps/worker/dist/main.js'), cwd: fromRoot('apps/worker') },
  { name: 'web', file: fromRoot('apps/web/dist/server/main.js'), cwd: fromRoot('apps/web') },
]
