import { z } from 'zod'
import type { PixCharge, PixService, PixUser } from '../_shared/clinic/pix/database.ts'
import { preparePix, type PreparePixDeps } from '../_shared/clinic/pix/prepare.ts'
import type { MessagingDatabase } from '../_shared/messaging/database.ts'
import type { RunSend } from '../_shared/messaging/sending.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

const command = z.object({
  tenant_id: z.guid(),
  /** Id of the press: of the PIX where none of these charges waits yet, and of the message. */
  client_id: z.guid(),
  charge_ids: z.array(z.guid()).min(1).max(100),
  cpf_cnpj: z.string().max(100).nullish(),
  /** Puts it into the conversation with who pays. */
  send: z.boolean().default(true),
})

export interface ChargeByPixDeps extends PreparePixDeps {
  auth: Authenticator
  pix: PreparePixDeps['pix'] & Pick<PixService, 'message' | 'noteSent'>
  pixAsUser(claims: UserClaims): Pick<PixUser, 'begin'>
  database: Pick<MessagingDatabase, 'asUser'>
  runSend: RunSend
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

/**
 * A payer is asked for what is open by PIX, in their conversation. SQL decides who may, for how much, and lets one caller
 * at a time create the charge; a repeated or simultaneous call answers with the same one. The message is an ordinary one
 * of the person who asks: when the channel refuses it, the PIX is there all the same, to be given by another way.
 */
export function createHandler(deps: ChargeByPixDeps): Handler {
  const service = deps.pix

  return endpoint({ name: 'charge-by-pix', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    const claims = await deps.auth.user(request)
    const asked = await readCommand(request, command)
    const begin = () =>
      deps.pixAsUser(claims).begin({
        tenantId: asked.tenant_id,
        id: asked.client_id,
        chargeIds: asked.charge_ids,
        cpfCnpj: asked.cpf_cnpj ?? null,
      })
    const working = run()
    // The person may close the page: what was begun at Asaas is recorded, and sent.
    deps.waitUntil(working)
    return json(await working)

    async function run() {
      const { pix, thread_key } = await preparePix(deps, begin, log)
      if (pix.status !== 'pending') return shown(pix, null)
      if (!asked.send) return shown(pix, null)
      return shown(pix, await sent(pix, thread_key))
    }

    async function sent(pix: PixCharge, threadKey: string | null): Promise<Sent> {
      if (threadKey === null) return { refused: 'conversation_not_found' }
      try {
        const created = await deps.database.asUser(claims).createOutboundMessage({
          tenantId: pix.tenant_id,
          threadKey,
          clientId: asked.client_id,
          body: await service.message(pix),
          replyTo: null,
          template: null,
          content: null,
        })
        await service.noteSent(pix)
        // The send has a job of its own: whatever becomes of this attempt is noted there.
        if (created.lease) await deps.runSend(created.lease)
        return { thread_key: threadKey }
      } catch (error) {
        if (error instanceof ApiError && error.status < 500) return { refused: error.code }
        throw error
      }
    }
  })
}

/** Where it was sent, or why it was not. */
type Sent = { thread_key: string } | { refused: string }

function shown(pix: PixCharge, sent: Sent | null) {
  return {
    id: pix.id,
    status: pix.status,
    amount_cents: pix.amount_cents,
    invoice_url: pix.invoice_url,
    copy_paste: pix.copy_paste,
    sent_to: sent && 'thread_key' in sent ? sent.thread_key : null,
    refused: sent && 'refused' in sent ? sent.refused : null,
  }
}
