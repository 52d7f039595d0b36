import { randomUUID } from 'node:crypto'
import { demoAsaas } from '../../../local/demo.ts'
import { control, Desk } from '../messaging/support.ts'
import { ownStack } from '../support/stack.ts'

/** A charge as the simulated Asaas has it. */
export interface SimulatedPayment {
  id: string
  customer: string
  value: number
  status: string
  deleted: boolean
  externalReference: string
}

/** The answer of `create-whatsapp-credit-charge`. */
export interface ChargeAnswer {
  id: string
  status: string
  copy_paste: string | null
  qr_png_base64: string | null
  expires_at: string
  code?: string
}

/** A press on "buy"; the same one may be repeated. */
export interface Press {
  package_id: string
  client_id: string
}

/** Switches faults of Asaas on. */
export function setAsaasFaults(faults: Record<string, number | boolean | string>) {
  return control('POST', '/faults', { provider: 'asaas', ...faults })
}

/** How many calls Asaas has got and does not answer yet, because of `delayMs`. */
export async function heldByAsaas(): Promise<number> {
  return (await control<{ asaas: number }>('GET', '/faults/held')).asaas
}

/** What the payer does, or the seller who gives the money back; the status is what the webhook answered. */
export function pix(id: string, action: 'pay' | 'expire' | 'refund') {
  return control<{ status: number | null }>('POST', '/pix', { id, action })
}

/** The simulated Asaas under its own interface, with the key of the demo account. */
export async function asaas<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${ownStack().simulatorsUrl}/asaas/v3${path}`, {
    method,
    headers: { access_token: demoAsaas.apiKey, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`The simulated Asaas answered ${response.status}`)
  return (await response.json()) as T
}

/** Posts an event as Asaas would, with whatever token. */
export async function tellEvent(event: object, token: string = demoAsaas.webhookToken): Promise<number> {
  const response = await fetch(`${ownStack().functionsUrl}/asaas-webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'asaas-access-token': token },
    body: JSON.stringify(event),
  })
  return response.status
}

/** Whoever buys credits for a clinic. */
export class Buyer {
  readonly desk: Desk
  readonly packageId: string

  private constructor(desk: Desk, packageId: string) {
    this.desk = desk
    this.packageId = packageId
  }

  /** Signs in, listens, and puts a package of its own on sale: 100 credits for R$ 39,90. */
  static async open(): Promise<Buyer> {
    const desk = await Desk.open('twilio')
    await desk.listen()
    const [row] = await desk.sql<{ id: string }[]>`
      insert into public.whatsapp_credit_packages (name, credits, price_brl)
      values ('Pacote de teste', 100, 39.90) returning id`
    return new Buyer(desk, row!.id)
  }

  press(): Press {
    return { package_id: this.packageId, client_id: randomUUID() }
  }

  async buys(press: Press = this.press()): Promise<{ status: number; body: ChargeAnswer }> {
    const order = { tenant_id: this.desk.tenantId, cpf_cnpj: '111.444.777-35', ...press }
    const response = await this.desk.call('create-whatsapp-credit-charge', order)
    return { status: response.status, body: (await response.json()) as ChargeAnswer }
  }

  /** A purchase that waits to be paid, with its charge. */
  async begins(): Promise<{ purchase: ChargeAnswer; payment: SimulatedPayment }> {
    const { status, body } = await this.buys()
    const [payment] = await this.charges(body.id)
    if (status !== 200 || !payment) throw new Error(`The charge was answered with ${status} ${body.code}`)
    return { purchase: body, payment }
  }

  /** What the simulated Asaas has of a purchase. */
  async charges(purchaseId: string): Promise<SimulatedPayment[]> {
    return (await asaas<{ data: SimulatedPayment[] }>('GET', `/payments?externalReference=${purchaseId}`))
      .data
  }

  /** Credits that the clinic's purchases brought it: what other tests spend meanwhile does not show. */
  async credited(): Promise<number> {
    const { data, error } = await this.desk.client
      .from('whatsapp_credits_transactions')
      .select('amount')
      .eq('tenant_id', this.desk.tenantId)
      .not('purchase_id', 'is', null)
    if (error) throw error
    return (data as { amount: number }[]).reduce((sum, { amount }) => sum + amount, 0)
  }

  /** The purchase of a press, as the clinic may read it. */
  async purchase(key: { id: string } | Press) {
    const query = this.desk.client.from('whatsapp_credit_purchases').select('id, status, paid_at')
    const { data, error } = await ('id' in key
      ? query.eq('id', key.id)
      : query.eq('client_id', key.client_id))
    if (error) throw error
    const [row] = data as { id: string; status: string; paid_at: string | null }[]
    if (!row) throw new Error('There is no such purchase')
    return row
  }

  /** The states of a purchase that were broadcast. */
  shown(purchaseId: string): unknown[] {
    return this.desk.events
      .filter(({ event, payload }) => event === 'credit_purchase' && payload.id === purchaseId)
      .map(({ payload }) => (payload as { status?: string }).status)
  }

  /** Time passes for a purchase: a charge is no longer reserved, and Asaas is to be asked. `isOver`: its end came too. */
  async ages(purchaseId: string, isOver = false): Promise<void> {
    await this.desk.sql`
      update public.whatsapp_credit_purchases set charging_until = null, next_check_at = now() - interval '1 second',
        expires_at = case when ${isOver} then now() - interval '1 second' else expires_at end
      where id = ${purchaseId}`
  }

  /** What administrators of the service see of the queue of events. */
  async queue() {
    const [row] = await this.desk.sql`select is_interrupted, detail from app.asaas_webhook`
    return row
  }

  /** Where a balance is not the sum of its ledger. */
  async faults(): Promise<readonly unknown[]> {
    return this.desk.sql`select * from app.credit_faults()`
  }
}

/** The scheduler's call. */
export async function reconcile(): Promise<{ checked: number; failed: number }> {
  const { functionsUrl, secretKey } = ownStack()
  const response = await fetch(`${functionsUrl}/reconcile-credit-purchases`, {
    method: 'POST',
    headers: { apikey: secretKey, 'content-type': 'application/json' },
    body: '{}',
  })
  if (!response.ok) throw new Error(`Reconciliation answered ${response.status}`)
  return (await response.json()) as { checked: number; failed: number }
}
