import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { dinamizeOf } from '../_shared/sales/dinamize.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default { fetch: createHandler({ ...wired, ...dinamizeOf(wired), ...authOf(wired) }) }
