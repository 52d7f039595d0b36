import { ApiError } from '../../platform/errors.ts'
import { describeError, type Log } from '../../platform/log.ts'
import { AsaasFailure } from '../../providers/asaas/answer.ts'
import type { AsaasClient } from '../../providers/asaas/client.ts'
import { customerOf } from '../../providers/asaas/customer.ts'
import { paymentOf } from '../../providers/asaas/payments.ts'
import { chargeOf, codeOf, hasCode } from './charge.ts'
import type { BegunPix, PixCharge, PixService } from './database.ts'
import { refusalOf, unavailable } from './refusal.ts'
import type { OpenAccount } from './wiring.ts'

export interface PreparePixDeps {
  pix: Pick<PixService, 'accountKey' | 'noteKey' | 'attach' | 'release' | 'applyAnswer'>
  openAccount: OpenAccount
  now(): Date
  pause(milliseconds: number): Promise<void>
}

/** Reserves the PIX in SQL, which decides who may, for how much, and whose turn it is to create it. */
type Begin = () => Promise<BegunPix>

const lookAgainMs = 300
/** Longer than a charge is reserved: whoever waits takes over from a process that ended. */
const longestWaitMs = 35_000

/**
 * A PIX with its code, ready to be paid: one caller at a time creates the charge at Asaas, and a repeated or simultaneous
 * call answers with the same one.
 */
export async function preparePix(deps: PreparePixDeps, begin: Begin, log: Log): Promise<BegunPix> {
  const service = deps.pix
  return prepared()

  async function prepared(): Promise<BegunPix> {
    const reservedAt = deps.now()
    const begun = await ourTurn()
    const { pix } = begun
    if (pix.status !== 'pending' || (pix.asaas_payment_id !== null && hasCode(pix, deps.now()))) return begun
    const key = await service.accountKey(pix.tenant_id, pix.account_id)
    if (!key) throw new ApiError(409, 'pix_key_refused', 'The key of this PIX was disconnected.')
    const asaas = await deps.openAccount(pix.tenant_id, key)
    try {
      const charged = begun.may_charge ? await charge(asaas, begun, reservedAt) : pix
      return await withCode(asaas, { ...begun, pix: charged })
    } catch (error) {
      if (!(error instanceof AsaasFailure)) throw error
      if (error.answer.kind === 'unauthorized') await service.noteKey(pix.tenant_id, key.id, true)
      log.warn('asaas did not do it', { step: error.step, kind: error.answer.kind })
      throw refusalOf(error)
    }
  }

  /** Waits while another call creates the charge. */
  async function ourTurn(): Promise<BegunPix> {
    const until = deps.now().getTime() + longestWaitMs
    for (;;) {
      const begun = await begin()
      const { status, asaas_payment_id } = begun.pix
      if (begun.may_charge || asaas_payment_id !== null || status !== 'pending') return begun
      if (deps.now().getTime() >= until) throw unavailable()
      await deps.pause(lookAgainMs)
    }
  }

  async function charge(asaas: AsaasClient, { pix, payer }: BegunPix, reservedAt: Date): Promise<PixCharge> {
    try {
      const customer = await customerOf(asaas, pix.payer_id, payer)
      const created = await chargeOf(asaas, pix, customer, { now: deps.now, reservedAt })
      log.info('pix created', { tenant_id: pix.tenant_id, pix_charge_id: pix.id })
      return await service.attach(pix, created)
    } catch (error) {
      if (error instanceof AsaasFailure) await giveUp(pix, error)
      throw error
    }
  }

  /** A charge that may have been created stays reserved until looking for it tells; one that Asaas will never take is over. */
  async function giveUp(pix: PixCharge, { answer, step }: AsaasFailure): Promise<void> {
    if (step === 'charge' && answer.kind === 'unknown') return
    const isOver = step !== 'look' && (answer.kind === 'refused' || answer.kind === 'missing')
    await service
      .release(pix, isOver)
      .catch((error: unknown) => log.error('pix stays reserved', describeError(error)))
  }

  async function withCode(asaas: AsaasClient, begun: BegunPix): Promise<BegunPix> {
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
