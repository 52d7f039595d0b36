import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import { AsaasFailure } from '../_shared/providers/asaas/answer.ts'
import type { AsaasClient } from '../_shared/providers/asaas/client.ts'
import { customerOf } from '../_shared/providers/asaas/customer.ts'
import { paymentOf } from '../_shared/providers/asaas/payments.ts'
import { chargeOf, pixOf } from './charge.ts'
import { notConfigured, refusalOf, unavailable } from './refusal.ts'
import type { BillingDatabase } from '../_shared/billing/database.ts'
import type { BegunPurchase, CreditPurchase } from '../_shared/billing/types.ts'

const command = z.object({
  tenant_id: z.guid(),
  package_id: z.guid().nullish(),
  client_id: z.guid(),
  cpf_cnpj: z.string().max(100).nullish(),
  name: z.string().trim().min(2).max(120).nullish(),
})

export interface ChargeDeps {
  auth: Authenticator
  database: Pick<BillingDatabase, 'asUser' | 'service'>
  asaas: AsaasClient | null
  now(): Date
  pause(milliseconds: number): Promise<void>
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

type Begin = () => Promise<BegunPurchase>
/** By our clock, which need not be that of the database. */
type Turn = BegunPurchase & { reservedAt: Date }

const lookAgainMs = 300
/** Longer than a charge is reserved: whoever waits takes over from a process that ended. */
const longestWaitMs = 35_000

/**
 * A clinic buys a package of credits by PIX. SQL decides who may, at which price and for whom, and lets one caller
 * at a time create the charge; a repeated or simultaneous call answers with the same one.
 */
export function createHandler(deps: ChargeDeps): Handler {
  const { service } = deps.database

  return endpoint(
    { name: 'create-whatsapp-credit-charge', methods: ['POST'], log: deps.log },
    async (request, { log }) => {
      const claims = await deps.auth.user(request)
      const { tenant_id, package_id, client_id, cpf_cnpj, name } = await readCommand(request, command)
      const { asaas } = deps
      if (!asaas) throw notConfigured()
      const begin = () =>
        deps.database.asUser(claims).beginCreditPurchase({
          tenantId: tenant_id,
          packageId: package_id ?? null,
          clientId: client_id,
          cpfCnpj: cpf_cnpj ?? null,
        })
      const buying = buy(asaas, begin, name ?? null, log)
      // The person may close the page: what was begun at Asaas is recorded.
      deps.waitUntil(buying)
      return json(shown(await buying))
    },
  )

  async function buy(asaas: AsaasClient, begin: Begin, name: string | null, log: Log) {
    let document = ''
    try {
      const begun = await ourTurn(begin)
      document = begun.payer.cpf_cnpj
      const purchase = begun.may_charge ? await charge(asaas, begun, name, log) : begun.purchase
      return purchase.asaas_pix_copy_paste === null
        ? await withPix(asaas, begin, purchase)
        : await askedAgain(asaas, begin, purchase, log)
    } catch (error) {
      if (!(error instanceof AsaasFailure)) throw error
      const { step, answer } = error
      log.warn('asaas did not do it', { step, kind: answer.kind, detail: detailOf(error) })
      throw refusalOf(error, document)
    }
  }

  /** Waits while another call creates the charge. */
  async function ourTurn(begin: Begin): Promise<Turn> {
    const until = deps.now().getTime() + longestWaitMs
    for (;;) {
      const reservedAt = deps.now()
      const begun = await begin()
      const { status, asaas_payment_id } = begun.purchase
      if (begun.may_charge || asaas_payment_id !== null || status !== 'pending')
        return { ...begun, reservedAt }
      if (deps.now().getTime() >= until) throw unavailable()
      await deps.pause(lookAgainMs)
    }
  }

  async function charge(asaas: AsaasClient, begun: Turn, name: string | null, log: Log) {
    const { purchase, payer, reservedAt } = begun
    try {
      const customer = await customerOf(asaas, purchase.tenant_id, {
        ...payer,
        name: name ?? payer.name,
      })
      const created = await chargeOf(asaas, purchase, customer, { now: deps.now, reservedAt })
      log.info('charge created', { tenant_id: purchase.tenant_id, purchase_id: purchase.id })
      return await service.attachCharge(purchase, created)
    } catch (error) {
      if (error instanceof AsaasFailure) await giveUp(purchase, error, log)
      throw error
    }
  }

  /**
   * A charge that may have been created stays reserved: until the reservation ends Asaas may still be at it, and
   * only then does looking for it tell. One that Asaas will never take is over.
   */
  async function giveUp(purchase: CreditPurchase, { answer, step }: AsaasFailure, log: Log): Promise<void> {
    const isFinal = step !== 'look' && (answer.kind === 'refused' || answer.kind === 'missing')
    if (step === 'charge' && answer.kind === 'unknown') return
    const given = isFinal ? service.closeCreditPurchase(purchase, 'failed') : service.releaseCharge(purchase)
    await given.catch((error: unknown) => log.error('purchase stays reserved', describeError(error)))
  }

  async function withPix(
    asaas: AsaasClient,
    begin: Begin,
    purchase: CreditPurchase,
  ): Promise<CreditPurchase> {
    const { status, asaas_payment_id: paymentId } = purchase
    if (status !== 'pending' || paymentId === null) return purchase
    try {
      return await service.attachCharge(purchase, await pixOf(asaas, purchase, paymentId))
    } catch (error) {
      // One that was paid or deleted has no code any more, whether or not we were told.
      const payment = await paymentOf(asaas, purchase)
      if (payment) await service.applyAsaasPayment(payment)
      const { purchase: present } = await begin()
      if (present.status !== 'pending') return present
      throw error
    }
  }

  /** Whoever asks for a PIX once more may have paid it: Asaas is asked now and then, and one that is away changes nothing. */
  async function askedAgain(asaas: AsaasClient, begin: Begin, purchase: CreditPurchase, log: Log) {
    if (!(await service.claimPurchaseCheck(purchase))) return purchase
    try {
      const payment = await paymentOf(asaas, purchase)
      if (payment) await service.applyAsaasPayment(payment)
    } catch (error) {
      if (!(error instanceof AsaasFailure)) throw error
      log.warn('asaas was asked in vain', { kind: error.answer.kind, detail: detailOf(error) })
      return purchase
    }
    return (await begin()).purchase
  }
}

function detailOf({ answer }: AsaasFailure): string | null {
  if (answer.kind === 'refused') return answer.code
  return 'detail' in answer ? answer.detail : null
}

function shown(purchase: CreditPurchase) {
  return {
    id: purchase.id,
    status: purchase.status,
    credits: purchase.credits,
    amount_brl: purchase.amount_brl,
    copy_paste: purchase.asaas_pix_copy_paste,
    qr_png_base64: purchase.asaas_pix_qrcode,
    expires_at: purchase.expires_at,
    invoice_url: purchase.asaas_payment_link,
  }
}
