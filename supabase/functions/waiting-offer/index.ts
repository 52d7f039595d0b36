import { createClinicDatabase } from '../_shared/clinic/database.ts'
import { createAddressHash } from '../_shared/platform/caller-address.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const { calls, log, env } = platform()

export default {
  fetch: createHandler({
    service: createClinicDatabase(calls).service,
    hashAddress: createAddressHash(env.encryptionKeys[env.encryptionKeyId] ?? ''),
    log,
  }),
}
