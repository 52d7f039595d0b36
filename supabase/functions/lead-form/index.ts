import { createAddressHash } from '../_shared/platform/caller-address.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createSalesService } from '../_shared/sales/database.ts'
import { createHandler } from './handler.ts'

const { calls, log, env } = platform()
const key = env.encryptionKeys[env.encryptionKeyId] ?? ''

export default {
  fetch: createHandler({
    service: createSalesService(calls),
    hashAddress: createAddressHash(key),
    key,
    now: Date.now,
    log,
  }),
}
