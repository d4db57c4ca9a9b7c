export { type CliOptions, runCli, USAGE } from './run-cli.ts'
