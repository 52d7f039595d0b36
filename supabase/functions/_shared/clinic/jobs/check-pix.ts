import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import { accept, AsaasFailure } from '../../providers/asaas/answer.ts'
import { isOpen, paymentOf } from '../../providers/asaas/payments.ts'
import type { PixService } from '../pix/database.ts'
import type { OpenAccount } from '../pix/wiring.ts'

export interface CheckPixDeps {
  pix: Pick<PixService, 'toCheck' | 'applyAnswer' | 'close' | 'noteChecked' | 'noteKey'>
  openAccount: OpenAccount
}

/**
 * Asks Asaas how a PIX is and does what its event would have done; one that nobody is to pay any more is deleted there
 * first, which Asaas refuses when it was paid in the meantime.
 */
export function checkPix({ pix: service, openAccount }: CheckPixDeps): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no PIX.')
    const check = await service.toCheck(job.tenant_id, id)
    if (check === null || check.account === null) return
    const { pix, account, over } = check
    const asaas = await openAccount(job.tenant_id, account)
    try {
      const payment = await paymentOf(asaas, pix)
      if (payment !== null) await service.applyAnswer(pix, payment)
      if (payment === null && (over !== null || pix.asaas_payment_id === null))
        await service.close(pix, over ?? 'failed')
      else if (over !== null && payment !== null && isOpen(payment)) {
        const answer = await asaas.deletePayment(textAt(payment, 'id') ?? '')
        // refused: paid a moment ago, which the next look finds
        if (answer.kind === 'ok' || answer.kind === 'missing') await service.close(pix, over)
        else if (answer.kind !== 'refused') accept(answer, 'look')
      }
      await service.noteKey(job.tenant_id, account.id, false)
    } catch (error) {
      // nobody but the clinic can do something about it: a new key looks again
      if (error instanceof AsaasFailure && error.answer.kind === 'unauthorized')
        return await service.noteKey(job.tenant_id, account.id, true)
      throw error
    }
    await service.noteChecked(pix)
  }
}
