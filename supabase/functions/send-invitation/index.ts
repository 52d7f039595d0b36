import { accountOf } from '../_shared/account/wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(accountOf(platform())) }
