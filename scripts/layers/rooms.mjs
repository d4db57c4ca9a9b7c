// The plan of the house: which room may import which. ARCHITECTURE.md draws it; this table is what is checked.

/** @typedef {{ imports: string[], browser?: boolean }} Room */

/**
 * Rooms by folder, and the rooms that each may import by package name. `browser`: no file of it may use what only Node
 * has.
 * @type {Record<string, Room>}
 */
export const rooms = {
  'packages/ui': { imports: [], browser: true },
  'packages/workflow': { imports: [], browser: true },
  'packages/node-sdk': { imports: ['workflow'], browser: true },
  'packages/realtime': { imports: ['workflow'], browser: true },
  'packages/sandbox': { imports: ['workflow'] },
  'packages/engine': { imports: ['workflow', 'node-sdk', 'realtime'] },
  'packages/metrics': { imports: ['engine'] },
  'packages/tracing': { imports: ['engine'] },
  'packages/nodes': { imports: ['workflow', 'node-sdk', 'sandbox'] },
  'packages/canvas': { imports: ['workflow', 'node-sdk', 'realtime', 'ui'], browser: true },
  // nodes and testing for its tests, which check and run what was mapped.
  'packages/workflow-import': { imports: ['workflow', 'nodes', 'testing'], browser: true },
  'packages/db': { imports: ['workflow', 'realtime', 'engine'] },
  'packages/testing': { imports: ['workflow', 'node-sdk', 'sandbox', 'nodes', 'engine'] },
  // nodes and testing for its tests, which run every template.
  'packages/templates': { imports: ['workflow', 'nodes', 'testing'], browser: true },
  'packages/builder': { imports: ['workflow', 'node-sdk', 'nodes'] },
  // The engine for its tests, which call the real API.
  'packages/cli': { imports: ['workflow', 'node-sdk', 'nodes', 'builder', 'engine'] },
  'packages/triggers': { imports: ['workflow', 'engine', 'nodes', 'db'] },
  'packages/alerts': { imports: ['workflow', 'node-sdk', 'nodes', 'db', 'engine'] },
  'packages/api': {
    imports: [
      'workflow',
      'workflow-import',
      'node-sdk',
      'realtime',
      'engine',
      'nodes',
      'db',
      'sandbox',
      'triggers',
      'alerts',
      'templates',
    ],
  },
  'apps/worker': {
    imports: ['workflow', 'node-sdk', 'realtime', 'engine', 'metrics', 'tracing', 'nodes', 'db', 'sandbox', 'triggers'],
  },
  'apps/web': {
    imports: [
      'workflow',
      'workflow-import',
      'node-sdk',
      'realtime',
      'engine',
      'metrics',
      'tracing',
      'nodes',
      'db',
      'api',
      'canvas',
      'ui',
      'sandbox',
      'templates',
      'triggers',
      'alerts',
    ],
  },
}

/**
 * Rules within a room. `files`: the files it is about (regular expression on the path from the root, its groups usable in
 * `except` as $1 …). `forbid`: what those may not import: a path from the root for files of the repository, else the
 * specifier as written. `except`: what is allowed nevertheless.
 */
export const innerRules = [
  {
    files: /^packages\/engine\/src\/execution\//,
    forbid: /^(?!@spane\/(workflow|node-sdk|realtime)$)/,
    except: '^packages/engine/src/execution/',
    reason: 'engine/execution is pure: it imports nothing but the workflow, node-sdk and realtime packages',
  },
  {
    files: /^packages\/engine\/src\/ports\//,
    forbid: /^packages\/engine\/src\/(queue|memory|http)\//,
    reason: 'engine/ports says what the engine needs from outside and knows none of those who use or fill it',
  },
  {
    files: /^packages\/engine\/src\/memory\//,
    forbid: /^packages\/engine\/src\/(queue|http)\//,
    reason: 'engine/memory is a store: it knows nothing of queues and HTTP',
  },
  {
    files: /^apps\/web\/src\/features\/([^/]+)\//,
    forbid: /^apps\/web\/src\/features\//,
    except: '^apps/web/src/features/$1/',
    reason: 'a feature never imports a sibling feature: move what both need out of features/',
  },
  {
    files: /^apps\/web\/src\/(?!app\/|server\/|env)/,
    forbid: /^(apps\/web\/src\/(app|server)\/|@spane\/(db|engine|sandbox(?!\/browser)|nodes\/executors)(\/|$)|node:)/,
    reason: 'only routes and the server reach the server side; what the browser loads gets its data by props and tRPC',
  },
  {
    files: /^apps\/web\/src\/app\//,
    forbid: /^@spane\/(db|engine|sandbox|nodes\/executors)(\/|$)/,
    reason: 'routes wire features and hold no logic: data comes by way of the api package',
  },
]

/** Files that must be safe in a browser, with all that they import by path. */
export const browserEntries = [
  /^packages\/sandbox\/src\/browser\/index\.ts$/,
  /^packages\/alerts\/src\/alert-rule\.ts$/,
  /^packages\/nodes\/src\/triggers\.ts$/,
  /^packages\/nodes\/src\/(.*\/)?description\.ts$/,
  /^packages\/nodes\/src\/descriptions\.ts$/,
]
