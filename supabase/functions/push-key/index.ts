import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const { env, log } = platform()

export default { fetch: createHandler({ publicKey: env.vapid?.publicKey ?? null, log }) }
