import { z } from 'zod'
import type { BegunPix, PixCharge, PixService, PixUser } from '../_shared/clinic/pix/database.ts'
import type { OpenAccount } from '../_shared/clinic/pix/wiring.ts'
import type { MessagingDatabase } from '../_shared/messaging/database.ts'
import type { RunSend } from '../_shared/messaging/sending.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import { AsaasFailure } from '../_shared/providers/asaas/answer.ts'
import type { AsaasClient } from '../_shared/providers/asaas/client.ts'
import { customerOf } from '../_shared/providers/asaas/customer.ts'
import { paymentOf } from '../_shared/providers/asaas/payments.ts'
import { chargeOf, codeOf, hasCode } from './charge.ts'
import { refusalOf, unavailable } from './refusal.ts'

const command = z.object({
  tenant_id: z.guid(),
  /** Id of the press: of the PIX where none of these charges waits yet, and of the message. */
  client_id: z.guid(),
  charge_ids: z.array(z.guid()).min(1).max(100),
  cpf_cnpj: z.string().max(100).nullish(),
  /** Puts it into the conversation with who pays. */
  send: z.boolean().default(true),
})

export interface ChargeByPixDeps {
  auth: Authenticator
  pix: Pick<
    PixService,
    'accountKey' | 'noteKey' | 'attach' | 'release' | 'message' | 'noteSent' | 'applyAnswer'
  >
  pixAsUser(claims: UserClaims): Pick<PixUser, 'begin'>
  database: Pick<MessagingDatabase, 'asUser'>
  openAccount: OpenAccount
  runSend: RunSend
  now(): Date
  pause(milliseconds: number): Promise<void>
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

type Begin = () => Promise<BegunPix>

const lookAgainMs = 300
/** Longer than a charge is reserved: whoever waits takes over from a process that ended. */
const longestWaitMs = 35_000

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
      const { pix, thread_key } = await prepared(begin, log)
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

  /** The PIX with its code, ready to be paid. */
  async function prepared(begin: Begin, log: Log): Promise<BegunPix> {
    const reservedAt = deps.now()
    const begun = await ourTurn(begin)
    const { pix } = begun
    if (pix.status !== 'pending' || (pix.asaas_payment_id !== null && hasCode(pix, deps.now()))) return begun
    const key = await service.accountKey(pix.tenant_id, pix.account_id)
    if (!key) throw new ApiError(409, 'pix_key_refused', 'The key of this PIX was disconnected.')
    const asaas = await deps.openAccount(pix.tenant_id, key)
    try {
      const charged = begun.may_charge ? await charge(asaas, begun, reservedAt, log) : pix
      return await withCode(asaas, begin, { ...begun, pix: charged })
    } catch (error) {
      if (!(error instanceof AsaasFailure)) throw error
      if (error.answer.kind === 'unauthorized') await service.noteKey(pix.tenant_id, key.id, true)
      log.warn('asaas did not do it', { step: error.step, kind: error.answer.kind })
      throw refusalOf(error)
    }
  }

  /** Waits while another call creates the charge. */
  async function ourTurn(begin: Begin): Promise<BegunPix> {
    const until = deps.now().getTime() + longestWaitMs
    for (;;) {
      const begun = await begin()
      const { status, asaas_payment_id } = begun.pix
      if (begun.may_charge || asaas_payment_id !== null || status !== 'pending') return begun
      if (deps.now().getTime() >= until) throw unavailable()
      await deps.pause(lookAgainMs)
    }
  }

  async function charge(
    asaas: AsaasClient,
    { pix, payer }: BegunPix,
    reservedAt: Date,
    log: Log,
  ): Promise<PixCharge> {
    try {
      const customer = await customerOf(asaas, pix.payer_id, payer)
      const created = await chargeOf(asaas, pix, customer, { now: deps.now, reservedAt })
      log.info('pix created', { tenant_id: pix.tenant_id, pix_charge_id: pix.id })
      return await service.attach(pix, created)
    } catch (error) {
      if (error instanceof AsaasFailure) await giveUp(pix, error, log)
      throw error
    }
  }

  /** A charge that may have been created stays reserved until looking for it tells; one that Asaas will never take is over. */
  async function giveUp(pix: PixCharge, { answer, step }: AsaasFailure, log: Log): Promise<void> {
    if (step === 'charge' && answer.kind === 'unknown') return
    const isOver = step !== 'look' && (answer.kind === 'refused' || answer.kind === 'missing')
    await service
      .release(pix, isOver)
      .catch((error: unknown) => log.error('pix stays reserved', describeError(error)))
  }

  async function withCode(asaas: AsaasClient, begin: Begin, begun: BegunPix): Promise<BegunPix> {
    const { pix } = begun
    if (pix.asaas_payment_id === null) throw unavailable()
    try {
      return { ...begun, pix: await service.attach(pix, await codeOf(asaas, pix.asaas_payment_id)) }
    } catch (error) {
      // One that was paid or deleted has no code any more, whether or not we were told.
      const payment = await paymentOf(asaas, pix)
      if (payment) await service.applyAnswer(pix, payment)
      const present = await begin()
      if (present.pix.status !== 'pending') return present
      throw error
    }
  }
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
