import { intakeOf } from '../_shared/clinic/intake-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(intakeOf(platform())) }
