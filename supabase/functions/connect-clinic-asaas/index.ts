import { pixOf } from '../_shared/clinic/pix/wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default { fetch: createHandler({ ...wired, ...pixOf(wired), ...authOf(wired) }) }
