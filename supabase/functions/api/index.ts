import { evolutionOf } from '../_shared/messaging/evolution-wiring.ts'
import { sendingOf } from '../_shared/messaging/sending-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createApiDatabase } from '../_shared/trust/api/database.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default {
  fetch: createHandler({
    ...wired,
    ...evolutionOf(wired),
    ...sendingOf(wired),
    api: createApiDatabase(wired.calls),
  }),
}
