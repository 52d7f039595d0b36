import { createClinicDatabase } from '../_shared/clinic/database.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { wakerOf } from '../_shared/platform/waking.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default {
  fetch: createHandler({
    ...authOf(wired),
    clinic: createClinicDatabase(wired.calls).service,
    wake: wakerOf(wired),
    log: wired.log,
  }),
}
