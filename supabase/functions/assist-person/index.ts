import { assistantOf } from '../_shared/ai/wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default { fetch: createHandler({ ...wired, ...assistantOf(wired), ...authOf(wired) }) }
