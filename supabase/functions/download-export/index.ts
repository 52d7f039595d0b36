import { storeOf } from '../_shared/media/wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createTrustDatabase } from '../_shared/trust/database.ts'
import { createHandler } from './handler.ts'

const wired = platform()
const trust = createTrustDatabase(wired.calls)

export default {
  fetch: createHandler({ ...authOf(wired), log: wired.log, store: storeOf(wired), trust }),
}
