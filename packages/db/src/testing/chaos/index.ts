export {
  type CheckInvariantsOptions,
  checkInvariants,
  type InvariantReport,
} from '../invariants/check-invariants.ts'
export { INVARIANTS, type Invariant, type Violation } from '../invariants/violation.ts'
export { FAULTS, type Fault } from './faults.ts'
export { type RestartableServer, startRestartablePostgres, startRestartableRedis } from './restartable-servers.ts'
export { type FaultReport, tryFault } from './try-fault.ts'
