import { createPixDatabase } from '../_shared/clinic/pix/database.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default { fetch: createHandler({ pix: createPixDatabase(wired.calls).service, log: wired.log }) }
