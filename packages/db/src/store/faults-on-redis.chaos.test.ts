import { describeFaults } from '../testing/chaos/describe-faults.ts'

describeFaults('redis')
