import type { Call } from './db.ts'
import type {
  AppliedPayment,
  BookHealth,
  ChangeLease,
  ChannelCredentials,
  Charge,
  ClaimedJob,
  CompletedChange,
  CompletedSend,
  CreditPurchase,
  FileFacts,
  IngestEvent,
  IngestResult,
  ListedTemplate,
  OutboundMessage,
  ProviderName,
  QueueHealth,
  SendLease,
  SendOutcome,
  TwilioCandidate,
} from './db-types.ts'
import type { Json, JsonObject } from './json.ts'

/** RPCs that no person calls: webhooks, worker, credentials. */
export interface ServiceDatabase {
  ingestWhatsappEvents(events: readonly IngestEvent[]): Promise<IngestResult[]>
  /** Whether an event with these credentials would be taken; `ingestWhatsappEvents` asks the same by itself. */
  isAuthenticEvent(provider: ProviderName, auth: IngestEvent['auth']): Promise<boolean>
  twilioCandidates(accountSid: string): Promise<TwilioCandidate[]>
  channelCredentials(tenantId: string, channelId: string): Promise<ChannelCredentials | null>
  setChannelState(tenantId: string, channelId: string, state: ChannelState): Promise<void>
  /** Makes the stored templates of a channel those of its account; the moment it did, or null when it has another now. */
  replaceMessageTemplates(
    tenantId: string,
    channelId: string,
    accountSid: string,
    templates: readonly ListedTemplate[],
  ): Promise<string | null>
  claimJobs(limit: number): Promise<ClaimedJob[]>
  completeSend(lease: SendLease, result: SendCompletion): Promise<CompletedSend>
  /** Which of these ids belong to messages that we have. */
  knownProviderIds(lease: SendLease, ids: readonly string[]): Promise<string[]>
  /** False when somebody else holds the job now. */
  finishJob(job: HeldJob): Promise<boolean>
  failJob(job: HeldJob, failure: JobFailure): Promise<string>
  /** Writes an object down before it is stored; its path, or null when it must not be. */
  keepMediaFile(job: HeldJob, file: FileFacts): Promise<string | null>
  /** `finished`, `retry`, `dead`, `lost`, or `orphan`: nobody knows of the object. */
  completeMediaFetch(job: HeldJob, outcome: string, details: JsonObject): Promise<string>
  completeMediaRemoval(job: HeldJob): Promise<boolean>
  keepMediaUpload(tenantId: string, uploadId: string, file: FileFacts): Promise<string | null>
  /** False when nobody knows of the object any more. */
  completeMediaUpload(tenantId: string, uploadId: string, isTaken: boolean): Promise<boolean>
  completeMessageChange(
    lease: Pick<ChangeLease, 'tenant_id' | 'job_id' | 'lease_token'>,
    outcome: 'done' | 'temporary' | 'permanent',
    details: JsonObject,
  ): Promise<CompletedChange>
  createAutomationMessage(message: AutomationMessage): Promise<OutboundMessage | { skipped: string }>
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
  queueHealth(): Promise<QueueHealth>
  /** The last comparison of balances with their ledgers. */
  bookHealth(): Promise<BookHealth>
  /** Compares every balance with its ledger and notes the result; how many faults there are. */
  checkBooks(): Promise<number>
  /** Removes finished jobs and early actions that nobody will look at again. */
  pruneExpired(): Promise<void>
}

/** A claimed job as its holder closes it. */
export type HeldJob = Pick<ClaimedJob, 'tenant_id' | 'job_id' | 'lease_token'>

export type PurchaseKey = Pick<CreditPurchase, 'tenant_id' | 'id'>

/** A charge as the caller has reserved it. */
export type Reservation = PurchaseKey & Pick<CreditPurchase, 'charging_until'>

export interface ChannelState {
  state: 'open' | 'connecting' | 'close' | null
  phone?: string | null
  reason?: string | null
  qrCode?: string | null
  pairingCode?: string | null
}

export interface SendCompletion {
  outcome: SendOutcome
  providerMessageId?: string | null
  errorCode?: string | null
  errorDetail?: string | null
  retryAfterSeconds?: number | null
}

export interface JobFailure {
  error: string
  permanent: boolean
  retryAfterSeconds?: number | null
}

export interface AutomationMessage {
  tenantId: string
  threadKey: string
  clientId: string
  body: string
  reason: string
}

/** The whole ledger is read, at night; a function may run this long on a hosted project. */
const longestCheckMs = 120_000

export function createServiceDatabase(call: Call): ServiceDatabase {
  return {
    ingestWhatsappEvents: (events) =>
      call((sql) => sql`select app.ingest_whatsapp_events(${JSON.stringify(events)}::text::jsonb) as value`),
    isAuthenticEvent: (provider, auth) =>
      call(
        (sql) =>
          sql`select app.is_authentic_event(${provider}, ${JSON.stringify(auth)}::text::jsonb) as value`,
      ),
    twilioCandidates: async (accountSid) =>
      (await call<TwilioCandidate[] | null>(
        (sql) => sql`select app.twilio_candidates(${accountSid}) as value`,
      )) ?? [],
    channelCredentials: (tenantId, channelId) =>
      call((sql) => sql`select app.channel_credentials(${tenantId}, ${channelId}) as value`),
    setChannelState: async (tenantId, channelId, state) => {
      await call(
        (
          sql,
        ) => sql`select app.set_channel_state(${tenantId}, ${channelId}, ${state.state}, ${state.phone ?? null},
          ${state.reason ?? null}, ${state.qrCode ?? null}, ${state.pairingCode ?? null}) as value`,
      )
    },
    replaceMessageTemplates: (tenantId, channelId, accountSid, templates) =>
      call(
        (sql) => sql`select to_jsonb(app.replace_message_templates(${tenantId}, ${channelId}, ${accountSid},
          ${JSON.stringify(templates)}::text::jsonb)) as value`,
      ),
    claimJobs: async (limit) =>
      (await call<ClaimedJob[] | null>((sql) => sql`select app.claim_jobs(${limit}) as value`)) ?? [],
    completeSend: (lease, result) =>
      call(
        (sql) => sql`select app.complete_send(${lease.tenant_id}, ${lease.job_id}, ${lease.lease_token},
          ${result.outcome}, ${result.providerMessageId ?? null}, ${result.errorCode ?? null}, ${result.errorDetail ?? null},
          ${result.retryAfterSeconds ?? null}) as value`,
      ),
    knownProviderIds: (lease, ids) =>
      call(
        (sql) => sql`select app.known_provider_ids(${lease.tenant_id}, ${lease.channel_id},
          ${JSON.stringify(ids)}::text::jsonb) as value`,
      ),
    finishJob: async ({ tenant_id, job_id, lease_token }) =>
      (await call<boolean | null>(
        (sql) => sql`select app.finish_job(${tenant_id}, ${job_id}, ${lease_token}) as value`,
      )) === true,
    failJob: async ({ tenant_id, job_id, lease_token }, failure) =>
      (await call<string | null>(
        (
          sql,
        ) => sql`select app.fail_job(${tenant_id}, ${job_id}, ${lease_token}, ${failure.error}, ${failure.permanent},
          ${failure.retryAfterSeconds ?? null}) as value`,
      )) ?? 'lost',
    keepMediaFile: ({ tenant_id, job_id, lease_token }, file) =>
      call(
        (sql) => sql`select app.keep_media_file(${tenant_id}, ${job_id}, ${lease_token},
          ${JSON.stringify(file)}::text::jsonb) as value`,
      ),
    completeMediaFetch: ({ tenant_id, job_id, lease_token }, outcome, details) =>
      call(
        (sql) => sql`select app.complete_media_fetch(${tenant_id}, ${job_id}, ${lease_token}, ${outcome},
          ${JSON.stringify(details)}::text::jsonb) as value`,
      ),
    completeMediaRemoval: ({ tenant_id, job_id, lease_token }) =>
      call((sql) => sql`select app.complete_media_removal(${tenant_id}, ${job_id}, ${lease_token}) as value`),
    keepMediaUpload: (tenantId, uploadId, file) =>
      call(
        (sql) => sql`select app.keep_media_upload(${tenantId}, ${uploadId},
          ${JSON.stringify(file)}::text::jsonb) as value`,
      ),
    completeMediaUpload: (tenantId, uploadId, isTaken) =>
      call((sql) => sql`select app.complete_media_upload(${tenantId}, ${uploadId}, ${isTaken}) as value`),
    completeMessageChange: ({ tenant_id, job_id, lease_token }, outcome, details) =>
      call(
        (sql) => sql`select app.complete_message_change(${tenant_id}, ${job_id}, ${lease_token}, ${outcome},
          ${JSON.stringify(details)}::text::jsonb) as value`,
      ),
    createAutomationMessage: (message) =>
      call(
        (sql) => sql`select app.create_automation_message(${message.tenantId}, ${message.threadKey},
          ${message.clientId}, ${message.body}, ${message.reason}) as value`,
      ),
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
    claimPurchaseCheck: ({ tenant_id, id }) =>
      call((sql) => sql`select app.claim_purchase_check(${tenant_id}, ${id}) as value`),
    claimPurchasesToCheck: (limit) =>
      call(
        (sql) =>
          sql`select coalesce(jsonb_agg(to_jsonb(p)), '[]') as value from app.claim_purchases_to_check(${limit}) p`,
      ),
    noteAsaasWebhook: async (isInterrupted, detail) => {
      await call((sql) => sql`select app.note_asaas_webhook(${isInterrupted}, ${detail}) as value`)
    },
    queueHealth: () => call((sql) => sql`select app.queue_health() as value`),
    bookHealth: () => call((sql) => sql`select app.book_health() as value`),
    checkBooks: () => call((sql) => sql`select app.check_books() as value`, longestCheckMs),
    pruneExpired: async () => {
      await call((sql) => sql`select app.prune_expired() as value`)
    },
  }
}
