import type { UserClaims } from '../platform/auth.ts'
import type { Call, Database } from '../platform/db.ts'
import type { Json } from '../platform/json.ts'
import type { AppliedPayment, BegunPurchase, BookHealth, Charge, CreditPurchase } from './types.ts'

export type PurchaseKey = Pick<CreditPurchase, 'tenant_id' | 'id'>

/** A charge as the caller has reserved it. */
export type Reservation = PurchaseKey & Pick<CreditPurchase, 'charging_until'>

export interface NewCreditPurchase {
  tenantId: string
  /** Null for a purchase that was begun already and whose package is gone. */
  packageId: string | null
  clientId: string
  /** The clinic's own when absent. */
  cpfCnpj: string | null
}

/** The RPCs of billing over one connection pool. */
export interface BillingDatabase {
  /** Rights of the owner: for what no person asks for or may read. */
  service: BillingService
  /** Rights of one signed-in person; SQL decides who may do what. */
  asUser(claims: UserClaims): BillingUser
}

/** Makes the clients of billing. */
export function createBillingDatabase(database: Pick<Database, 'service' | 'asUser'>): BillingDatabase {
  return {
    service: createBillingService(database.service),
    asUser: (claims) => createBillingUser(database.asUser(claims)),
  }
}

/** The whole ledger is read, at night; a function may run this long on a hosted project. */
const longestCheckMs = 120_000

/** What webhooks and the clock ask for. */
export interface BillingService {
  attachCharge(purchase: PurchaseKey, charge: Charge): Promise<CreditPurchase>
  /** Nothing was created at the provider: the next caller need not wait. */
  releaseCharge(purchase: Reservation): Promise<void>
  /** Closes a pending purchase; one that is settled stays as it is. */
  closeCreditPurchase(purchase: PurchaseKey, status: 'failed' | 'expired'): Promise<CreditPurchase>
  applyAsaasEvent(event: Json): Promise<AppliedPayment>
  /** A payment as the provider answered it, in the place of an event that may have been missed. */
  applyAsaasPayment(payment: Json): Promise<AppliedPayment>
  /** Purchases to ask the provider about now; each is given to one caller. */
  claimPurchasesToCheck(limit: number): Promise<CreditPurchase[]>
  /** Whether the provider may be asked about a pending purchase now, out of turn; true for one caller in twenty seconds. */
  claimPurchaseCheck(purchase: CreditPurchase): Promise<boolean>
  noteAsaasWebhook(isInterrupted: boolean, detail: string | null): Promise<void>
  /** The last comparison of balances with their ledgers. */
  bookHealth(): Promise<BookHealth>
  /** Compares every balance with its ledger and notes the result; how many faults there are. */
  checkBooks(): Promise<number>
}

function createBillingService(call: Call): BillingService {
  return {
    attachCharge: ({ tenant_id, id }, charge) =>
      call(
        (sql) => sql`select to_jsonb(app.attach_charge(${tenant_id}, ${id},
          ${JSON.stringify(charge)}::text::jsonb)) as value`,
      ),
    releaseCharge: async ({ tenant_id, id, charging_until }) => {
      await call(
        (sql) =>
          sql`select app.release_charge(${tenant_id}, ${id}, ${charging_until}::text::timestamptz) as value`,
      )
    },
    closeCreditPurchase: ({ tenant_id, id }, status) =>
      call((sql) => sql`select to_jsonb(app.close_credit_purchase(${tenant_id}, ${id}, ${status})) as value`),
    applyAsaasEvent: (event) =>
      call((sql) => sql`select app.apply_asaas_event(${JSON.stringify(event)}::text::jsonb) as value`),
    applyAsaasPayment: (payment) =>
      call((sql) => sql`select app.apply_asaas_payment(${JSON.stringify(payment)}::text::jsonb) as value`),
    claimPurchasesToCheck: (limit) =>
      call(
        (sql) =>
          sql`select coalesce(jsonb_agg(to_jsonb(p)), '[]') as value from app.claim_purchases_to_check(${limit}) p`,
      ),
    claimPurchaseCheck: ({ tenant_id, id }) =>
      call((sql) => sql`select app.claim_purchase_check(${tenant_id}, ${id}) as value`),
    noteAsaasWebhook: async (isInterrupted, detail) => {
      await call((sql) => sql`select app.note_asaas_webhook(${isInterrupted}, ${detail}) as value`)
    },
    bookHealth: () => call((sql) => sql`select app.book_health() as value`),
    checkBooks: () => call((sql) => sql`select app.check_books() as value`, longestCheckMs),
  }
}

/** What a signed-in person asks for. */
export interface BillingUser {
  /** Refuses everybody but owners and administrators; the same `clientId` is the same purchase. */
  beginCreditPurchase(purchase: NewCreditPurchase): Promise<BegunPurchase>
}

function createBillingUser(call: Call): BillingUser {
  return {
    beginCreditPurchase: ({ tenantId, packageId, clientId, cpfCnpj }) =>
      call(
        (sql) =>
          sql`select app.begin_credit_purchase(${tenantId}, ${packageId}, ${clientId}, ${cpfCnpj}) as value`,
      ),
  }
}
