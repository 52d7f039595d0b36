import { z } from 'zod'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { MessagingService } from '../_shared/messaging/database.ts'

const text = z.string().max(1_000)
const renewal = z.object({
  tenant_id: z.uuid(),
  /** The address that the browser had, and its secret: what shows who it is. */
  old: z.object({ endpoint: text, auth: text }),
  new: z.object({ endpoint: text, p256dh: text, auth: text }),
})

export interface RenewPushDeps {
  service: Pick<MessagingService, 'renewPushSubscription'>
  log: Log
}

/**
 * A browser has got another address at its push service, which happens while the app is closed: its service worker, which
 * has no session, says so. 404 when the clinic does not know the old one any more.
 */
export function createHandler({ service, log }: RenewPushDeps): Handler {
  return endpoint({ name: 'renew-push-subscription', methods: ['POST'], log }, async (request) => {
    const { tenant_id, ...addresses } = await readCommand(request, renewal)
    await service.renewPushSubscription(tenant_id, addresses)
    return json({ renewed: true })
  })
}
