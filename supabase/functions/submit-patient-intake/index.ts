import { clinicOf } from '../_shared/clinic/wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(clinicOf(platform())) }
