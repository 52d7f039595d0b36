import type { Authenticator } from '../_shared/platform/auth.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import { AsaasFailure } from '../_shared/providers/asaas/answer.ts'
import type { AsaasClient } from '../_shared/providers/asaas/client.ts'
import { reconcilePurchase } from './purchase.ts'
import { queueProblem } from './webhook-queue.ts'
import type { BillingService } from '../_shared/billing/database.ts'
import type { CreditPurchase } from '../_shared/billing/types.ts'

export interface ReconcileCreditsDeps {
  auth: Authenticator
  service: Pick<
    BillingService,
    'applyAsaasPayment' | 'closeCreditPurchase' | 'claimPurchasesToCheck' | 'noteAsaasWebhook'
  >
  asaas: AsaasClient | null
  publicUrl: string
  now(): Date
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

/** What one run came to. */
interface Report {
  checked: number
  failed: number
}

/** Asaas takes fifty questions at once. */
const purchasesAtOnce = 10
/** New purchases are taken up for this long. */
const askForMs = 20_000

/**
 * Asks Asaas about purchases, so that an event that never comes loses nothing, and whether it still tells us events.
 * The scheduler calls it every two minutes; runs may overlap.
 */
export function createHandler(deps: ReconcileCreditsDeps): Handler {
  return endpoint(
    { name: 'reconcile-credit-purchases', methods: ['POST'], log: deps.log },
    async (request, { log }) => {
      deps.auth.secretKey(request)
      const { asaas } = deps
      if (!asaas) return json({ checked: 0, failed: 0 } satisfies Report)
      const working = run(asaas, log)
      deps.waitUntil(working)
      return json(await working)
    },
  )

  async function run(asaas: AsaasClient, log: Log): Promise<Report> {
    await noteQueue(asaas, log)
    const report: Report = { checked: 0, failed: 0 }
    const until = deps.now().getTime() + askForMs
    while (deps.now().getTime() < until) {
      const purchases = await deps.service.claimPurchasesToCheck(purchasesAtOnce)
      const worked = await Promise.all(purchases.map((purchase) => check(asaas, purchase, log)))
      report.checked += worked.length
      report.failed += worked.filter((isDone) => !isDone).length
      // An Asaas in trouble is left alone until the next run; each purchase is due again by itself.
      if (purchases.length < purchasesAtOnce || !worked.includes(true)) break
    }
    if (report.checked > 0) log.info('purchases checked', { ...report })
    return report
  }

  async function check(asaas: AsaasClient, purchase: CreditPurchase, log: Log): Promise<boolean> {
    const about = log.with({ tenant_id: purchase.tenant_id, purchase_id: purchase.id })
    try {
      const outcome = await reconcilePurchase({ ...deps, asaas }, purchase)
      if (outcome === 'review') about.warn('payment to be looked at')
      else about.debug('purchase checked', { outcome })
      return true
    } catch (error) {
      about.error('purchase not checked', reasonOf(error))
      return false
    }
  }

  /** Administrators of the service see when events no longer come. */
  async function noteQueue(asaas: AsaasClient, log: Log): Promise<void> {
    const answer = await asaas.webhooks()
    if (answer.kind !== 'ok') return log.warn('asaas did not tell its queue', { kind: answer.kind })
    const problem = queueProblem(answer.body, `${deps.publicUrl}/asaas-webhook`)
    await deps.service.noteAsaasWebhook(problem !== null, problem)
  }
}

function reasonOf(error: unknown) {
  return error instanceof AsaasFailure ? { step: error.step, kind: error.answer.kind } : describeError(error)
}
