import type { UserClaims } from '../../platform/auth.ts'
import type { Call, Database } from '../../platform/db.ts'
import type { AsaasEnvironment } from '../../platform/env.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import type { Sealed } from '../../platform/secrets.ts'
import type { Payer } from '../../providers/asaas/customer.ts'

/** A PIX that a payer is asked for, as `app.pix_json` answers it. */
export interface PixCharge {
  id: string
  tenant_id: string
  account_id: string
  payer_id: string
  amount_cents: number
  /** Reais; passed on as it is, never calculated with. */
  amount_brl: number
  status: 'pending' | 'paid' | 'cancelled' | 'expired' | 'failed'
  due_on: string
  clinic_name: string
  asaas_payment_id: string | null
  invoice_url: string | null
  copy_paste: string | null
  code_ends_at: string | null
  /** Until when it is reserved for whoever creates it; to the microsecond, so it stays text. */
  charging_until: string | null
}

export interface BegunPix {
  pix: PixCharge
  /** This caller, and nobody else for a while, creates the charge. */
  may_charge: boolean
  /** The conversation with who pays. */
  thread_key: string | null
  payer: Payer
}

/** The account of a clinic, with its key still sealed. */
export interface PixAccountKey {
  id: string
  environment: AsaasEnvironment
  credentials: Sealed
}

/** What is known about the charge at Asaas; what is missing stays as it was. */
export interface AttachedPix extends JsonObject {
  payment_id: string
}

export interface PixToCheck {
  pix: PixCharge
  /** Null once the clinic disconnected it. */
  account: PixAccountKey | null
  /** Why nobody is to pay it any more. */
  over: 'cancelled' | 'expired' | null
}

/** What news of a payment did. */
export interface AppliedPix {
  outcome: 'applied' | 'ignored' | 'review' | 'duplicate'
  reason?: string | null
  pix_charge_id?: string | null
}

/** What webhooks, workers and the rest of a command ask for. */
export interface PixService {
  accountKey(tenantId: string, accountId: string): Promise<PixAccountKey | null>
  noteKey(tenantId: string, accountId: string, isRefused: boolean): Promise<void>
  attach(pix: PixCharge, charge: AttachedPix): Promise<PixCharge>
  /** Nothing was created; `isOver`: nor ever will be. */
  release(pix: PixCharge, isOver: boolean): Promise<void>
  close(pix: PixCharge, status: 'cancelled' | 'expired' | 'failed'): Promise<void>
  /** The words that a payer is sent. */
  message(pix: PixCharge): Promise<string>
  noteSent(pix: PixCharge): Promise<void>
  isAuthentic(tenantId: string, accountId: string, tokenSha256: string): Promise<boolean>
  applyEvent(tenantId: string, accountId: string, event: Json): Promise<AppliedPix>
  /** A payment as Asaas answered it, in the place of an event that may have been missed. */
  applyAnswer(pix: PixCharge, payment: Json): Promise<AppliedPix>
  toCheck(tenantId: string, id: string): Promise<PixToCheck | null>
  noteChecked(pix: PixCharge): Promise<void>
  postMonthlyFees(tenantId: string, month: string): Promise<unknown>
}

/** What a signed-in person asks for. */
export interface PixUser {
  /** Refuses everybody but owners and administrators. */
  requireAdmin(tenantId: string): Promise<void>
  /** Refuses whoever moves no money; the same `id` is the same PIX. */
  begin(pix: { tenantId: string; id: string; chargeIds: string[]; cpfCnpj: string | null }): Promise<BegunPix>
  connect(account: {
    tenantId: string
    id: string
    environment: AsaasEnvironment
    keyHint: string
    webhookSha256: string
    credentials: Sealed
  }): Promise<JsonObject>
}

/** The RPCs of PIX over one connection pool. */
export function createPixDatabase(database: Pick<Database, 'service' | 'asUser'>) {
  return {
    service: createPixService(database.service),
    asUser: (claims: UserClaims) => createPixUser(database.asUser(claims)),
  }
}

function createPixService(call: Call): PixService {
  return {
    accountKey: (tenantId, accountId) =>
      call((sql) => sql`select app.pix_account_key(${tenantId}, ${accountId}) as value`),
    noteKey: async (tenantId, accountId, isRefused) => {
      await call((sql) => sql`select app.note_pix_key(${tenantId}, ${accountId}, ${isRefused}) as value`)
    },
    attach: ({ tenant_id, id }, charge) =>
      call(
        (sql) =>
          sql`select app.attach_pix_charge(${tenant_id}, ${id}, ${JSON.stringify(charge)}::text::jsonb) as value`,
      ),
    release: async ({ tenant_id, id, charging_until }, isOver) => {
      await call(
        (sql) =>
          sql`select app.release_pix_charge(${tenant_id}, ${id}, ${charging_until}::text::timestamptz, ${isOver}) as value`,
      )
    },
    close: async ({ tenant_id, id }, status) => {
      await call((sql) => sql`select app.close_pix_charge(${tenant_id}, ${id}, ${status}) as value`)
    },
    message: ({ tenant_id, id }) => call((sql) => sql`select app.pix_message(${tenant_id}, ${id}) as value`),
    noteSent: async ({ tenant_id, id }) => {
      await call((sql) => sql`select app.note_pix_sent(${tenant_id}, ${id}) as value`)
    },
    isAuthentic: (tenantId, accountId, tokenSha256) =>
      call(
        (sql) => sql`select app.authorize_pix_webhook(${tenantId}, ${accountId}, ${tokenSha256}) as value`,
      ),
    applyEvent: (tenantId, accountId, event) =>
      call(
        (sql) =>
          sql`select app.apply_pix_event(${tenantId}, ${accountId}, ${JSON.stringify(event)}::text::jsonb) as value`,
      ),
    applyAnswer: ({ tenant_id, account_id }, payment) =>
      call(
        (sql) =>
          sql`select app.apply_pix_answer(${tenant_id}, ${account_id}, ${JSON.stringify(payment)}::text::jsonb) as value`,
      ),
    toCheck: (tenantId, id) => call((sql) => sql`select app.pix_to_check(${tenantId}, ${id}) as value`),
    noteChecked: async ({ tenant_id, id }) => {
      await call((sql) => sql`select app.note_pix_checked(${tenant_id}, ${id}) as value`)
    },
    postMonthlyFees: (tenantId, month) =>
      call((sql) => sql`select app.post_monthly_fees(${tenantId}, ${month}::text::date) as value`),
  }
}

function createPixUser(call: Call): PixUser {
  return {
    requireAdmin: async (tenantId) => {
      await call((sql) => sql`select app.require_admin(${tenantId}) as value`)
    },
    begin: ({ tenantId, id, chargeIds, cpfCnpj }) =>
      call(
        (sql) =>
          sql`select app.begin_pix_charge(${tenantId}, ${id}, ${`{${chargeIds.join(',')}}`}::text::uuid[], ${cpfCnpj}) as value`,
      ),
    connect: ({ tenantId, id, environment, keyHint, webhookSha256, credentials }) =>
      call(
        (sql) => sql`select app.connect_pix_account(${tenantId}, ${id}, ${environment}, ${keyHint},
          ${webhookSha256}, ${JSON.stringify(credentials)}::text::jsonb) as value`,
      ),
  }
}
