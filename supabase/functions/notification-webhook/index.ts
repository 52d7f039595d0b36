import { authOf } from '../_shared/platform/auth-wiring.ts'
import { wakerOf } from '../_shared/platform/waking.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const parts = platform()

export default { fetch: createHandler({ ...parts, ...authOf(parts), wake: wakerOf(parts) }) }
