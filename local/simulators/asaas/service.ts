import type { Delivery, RetryPolicy } from '../core/deliveries.ts'
import { asaasId, uuid } from '../core/ids.ts'
import type { Persistent } from '../core/snapshot.ts'
import { demo } from '../demo.ts'
import type { World } from '../world.ts'
import { day, paymentEvent, type Customer, type Payment, type PaymentStatus } from './payloads.ts'

export interface AsaasWebhook {
  id: string
  name: string
  url: string
  email: string
  enabled: boolean
  interrupted: boolean
  apiVersion: number
  authToken: string | null
  sendType: string
  events: string[]
}

interface Saved {
  customers: Customer[]
  payments: Payment[]
  webhooks: AsaasWebhook[]
}

const minute = 60_000
/** Pause before each further attempt; the fifteenth failure in a row interrupts the queue. */
const penalties = [0.5, 1, 3.5, 5, 15, 25, 60, 60, 60, 60, 60, 120, 120, 180].map((value) => value * minute)

const retryPolicy: RetryPolicy = {
  timeoutMs: 10_000,
  next: ({ status }, count) => (status === 200 ? null : (penalties[count - 1] ?? null)),
}

/** Customers, payments and webhooks of one Asaas account. */
export class AsaasService implements Persistent {
  readonly world: World
  readonly apiKey: string
  /** Whom a payer's bank names. */
  readonly merchant: string
  customers = new Map<string, Customer>()
  payments = new Map<string, Payment>()
  webhooks = new Map<string, AsaasWebhook>()

  constructor(world: World, { apiKey, merchant }: { apiKey: string; merchant: string }) {
    this.world = world
    this.apiKey = apiKey
    this.merchant = merchant
  }

  /** The webhook of Zelo's own account exists from the first boot on. */
  seed(): void {
    if (this.webhooks.size > 0) return
    this.putWebhook({
      id: uuid(),
      name: 'Zelo',
      url: `${this.world.functionsUrl}/asaas-webhook`,
      email: 'financeiro@zelo.test',
      enabled: true,
      interrupted: false,
      apiVersion: 3,
      authToken: demo.asaas.webhookToken,
      sendType: 'NON_SEQUENTIALLY',
      events: [],
    })
  }

  /** The product has moved: so do the webhooks that point at it. */
  moveWebhooks(moved: (url: string) => string): void {
    for (const webhook of this.webhooks.values()) this.putWebhook({ ...webhook, url: moved(webhook.url) })
  }

  putWebhook(webhook: AsaasWebhook): AsaasWebhook {
    this.webhooks.set(webhook.id, webhook)
    this.world.touch()
    return webhook
  }

  /** Changes a payment and posts the event about it to every webhook that wants it. */
  change(payment: Payment, event: string, patch: Partial<Payment> = {}): Delivery[] {
    const next = { ...payment, ...patch }
    this.payments.set(next.id, next)
    this.world.touch()
    this.world.hub.publish({ type: 'payment', id: next.id, status: next.status })
    if (this.world.faults.plan('asaas').noCallbacks) return []
    const id = `evt_${uuid().replaceAll('-', '')}&${Math.floor(Math.random() * 1e9)}`
    const body = JSON.stringify(paymentEvent(event, next, id))
    return [...this.webhooks.values()]
      .filter(({ enabled, interrupted }) => enabled && !interrupted)
      .filter(({ events }) => events.length === 0 || events.includes(event))
      .map((webhook) => this.#post(webhook, body))
  }

  /** The payer pays the PIX. */
  pay(payment: Payment): Delivery[] {
    const today = day(new Date())
    const paid = { paymentDate: today, clientPaymentDate: today, confirmedDate: today, creditDate: today }
    return this.change(payment, 'PAYMENT_RECEIVED', { ...paid, status: 'RECEIVED', pixTransaction: uuid() })
  }

  /** The due date passes. */
  expire(payment: Payment): Delivery[] {
    return this.change(payment, 'PAYMENT_OVERDUE', { status: 'OVERDUE' })
  }

  /** The money goes back. */
  refund(payment: Payment): Delivery[] {
    const refunds = [
      { dateCreated: day(new Date()), status: 'DONE', value: payment.value, description: null },
    ]
    return this.change(payment, 'PAYMENT_REFUNDED', { status: 'REFUNDED' satisfies PaymentStatus, refunds })
  }

  /** The payer's bank asks for the money back (MED). */
  dispute(payment: Payment): Delivery[] {
    return this.change(payment, 'PAYMENT_CHARGEBACK_REQUESTED', {
      status: 'CHARGEBACK_REQUESTED' satisfies PaymentStatus,
    })
  }

  newId(prefix: 'cus' | 'pay'): string {
    return prefix === 'pay'
      ? asaasId('pay')
      : `cus_${String(8_392_496 + this.customers.size).padStart(12, '0')}`
  }

  clear(): void {
    this.customers.clear()
    this.payments.clear()
    this.webhooks.clear()
    this.world.touch()
  }

  dump(): Saved {
    return {
      customers: [...this.customers.values()],
      payments: [...this.payments.values()],
      webhooks: [...this.webhooks.values()],
    }
  }

  load(saved: unknown): void {
    const { customers, payments, webhooks } = saved as Saved
    const byId = <T extends { id: string }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]))
    this.customers = byId(customers)
    this.payments = byId(payments)
    this.webhooks = byId(webhooks)
  }

  #post(webhook: AsaasWebhook, body: string): Delivery {
    const request = {
      url: webhook.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Java/1.8.0_432',
        ...(webhook.authToken ? { 'asaas-access-token': webhook.authToken } : {}),
      },
      body,
    }
    const delivery = this.world.deliveries.post(request, retryPolicy)
    if (this.world.faults.takeDuplicate('asaas')) this.world.deliveries.post(request, retryPolicy)
    void delivery.done.then(({ status }) => {
      if (status !== 200 && !this.world.signal.aborted) this.putWebhook({ ...webhook, interrupted: true })
    })
    return delivery
  }
}
