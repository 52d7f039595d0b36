import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'
import { workOf } from './wiring.ts'

export default { fetch: createHandler(workOf(platform())) }
