import { billingOf } from '../_shared/billing/wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { asaasOf } from '../_shared/providers/asaas/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default { fetch: createHandler({ ...billingOf(wired), ...asaasOf(wired), ...authOf(wired) }) }
