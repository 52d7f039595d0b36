import { storeOf } from '../_shared/media/wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createExportDatabase } from '../_shared/trust/exports/database.ts'
import { createHandler } from './handler.ts'

const wired = platform()
const exports = createExportDatabase(wired.calls)

export default {
  fetch: createHandler({ ...authOf(wired), log: wired.log, store: storeOf(wired), exports }),
}
