export { createMetrics, type Metrics, type MetricsOptions } from './create-metrics.ts'
export type { InstallationFigures } from './installation-metrics.ts'
