import type { OutboundMessage } from '../messaging/types.ts'
import type { Call, Database } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'

/** A session as a calendar outside may know it: times are ISO, people are initials. */
export interface FeedSession {
  id: string
  version: number
  starts_at: string
  ends_at: string
  is_cancelled: boolean
  type: string
  room: string | null
  online_url: string | null
  initials: string | null
}

/** What a link to an agenda gives. */
export interface AgendaFeed {
  clinic: string
  sessions: FeedSession[]
}

/** What is to be done of an invoice. */
export interface InvoiceTask {
  act: 'issue' | 'cancel' | 'nothing'
  number: string | null
  request: JsonObject
  cancel_reason: string | null
}

/** What the link of an offer shows; everything but `open` is over, or no link. */
export interface WaitingOffer {
  state:
    | 'queued'
    | 'open'
    | 'unsent'
    | 'accepted'
    | 'refused'
    | 'expired'
    | 'withdrawn'
    | 'filled'
    | 'unknown'
    | 'limited'
  clinic_name?: string
  when?: string
  therapist_name?: string
  until?: string | null
}

/** What the functions of the clinic may do. */
export interface ClinicService {
  /** The agenda behind a secret link. Refuses with feed_not_found. */
  readAgendaFeed(tenantId: string, secret: string): Promise<AgendaFeed>
  /** Tells a patient of what changed; `id` becomes the notice and its message. */
  sendSessionNotice(
    tenantId: string,
    patientId: string,
    id: string,
  ): Promise<OutboundMessage | { skipped: string }>
  /** Plans the reminders that fell due; how many got a job. */
  sendSessionReminders(): Promise<number>
  /** Reminds a person of a session, once; `id` is the reminder and its message. */
  sendSessionReminder(tenantId: string, id: string): Promise<OutboundMessage | { skipped: string }>
  /** What a person answered to a reminder changes its session; `ackId` becomes the message that says so. */
  applyReminderAnswer(
    tenantId: string,
    answer: { id: string; messageId: string; wish: string; ackId: string },
  ): Promise<OutboundMessage | { skipped: string }>
  /** What is to be done of an invoice, as of now. */
  beginServiceInvoice(tenantId: string, id: string): Promise<InvoiceTask>
  /** Records what the issuer did; answers the state. */
  completeServiceInvoice(tenantId: string, id: string, outcome: object): Promise<string>
  /** A job for each clinic whose monthly fees are not charged yet; how many. */
  enqueueMonthlyFees(): Promise<number>
  /** Brings what the dashboards add up to date; how many clinics there were. */
  refreshSummaries(): Promise<number>
  /** A session left its time; `before` is how it stood. */
  noteFreedSlot(tenantId: string, sessionId: string, before: unknown): Promise<unknown>
  /** The next step of a time on offer; `link` is the address before the token. */
  advanceWaitingSlot(
    tenantId: string,
    slotId: string,
    link: string,
  ): Promise<{ sends: (OutboundMessage | { skipped: string })[] }>
  /** What a person wrote to the offer of a time books it or gives it up; `ackId` becomes the message that says so. */
  applyWaitingAnswer(
    tenantId: string,
    answer: { offerId: string; messageId: string; yes: boolean; ackId: string },
  ): Promise<OutboundMessage | { skipped: string }>
  /** Shows the offer behind a token, or answers it when `yes` is not null. */
  followWaitingLink(token: string, ipHash: string | null, yes: boolean | null): Promise<WaitingOffer>
}

/** The RPCs of the clinic over one connection pool. */
export interface ClinicDatabase {
  service: ClinicService
}

/** Makes the clients of the clinic. */
export function createClinicDatabase(database: Pick<Database, 'service'>): ClinicDatabase {
  return { service: createClinicService(database.service) }
}

function createClinicService(call: Call): ClinicService {
  return {
    readAgendaFeed: (tenantId, secret) =>
      call((sql) => sql`select app.read_agenda_feed(${tenantId}, ${secret}) as value`),
    sendSessionNotice: (tenantId, patientId, id) =>
      call((sql) => sql`select app.send_session_notice(${tenantId}, ${patientId}, ${id}) as value`),
    sendSessionReminders: () => call((sql) => sql`select app.send_session_reminders() as value`),
    sendSessionReminder: (tenantId, id) =>
      call((sql) => sql`select app.send_session_reminder(${tenantId}, ${id}) as value`),
    applyReminderAnswer: (tenantId, { id, messageId, wish, ackId }) =>
      call(
        (sql) =>
          sql`select app.apply_reminder_answer(${tenantId}, ${id}, ${messageId}, ${wish}, ${ackId}) as value`,
      ),
    beginServiceInvoice: (tenantId, id) =>
      call((sql) => sql`select app.begin_service_invoice(${tenantId}, ${id}) as value`),
    completeServiceInvoice: (tenantId, id, outcome) =>
      call(
        (sql) =>
          sql`select app.complete_service_invoice(${tenantId}, ${id}, ${sql.json(outcome as never)}) as value`,
      ),
    enqueueMonthlyFees: () => call((sql) => sql`select app.enqueue_monthly_fees() as value`),
    refreshSummaries: () => call((sql) => sql`select app.refresh_summaries() as value`),
    noteFreedSlot: (tenantId, sessionId, before) =>
      call(
        (sql) =>
          sql`select app.note_freed_slot(${tenantId}, ${sessionId}, ${sql.json(before as never)}) as value`,
      ),
    advanceWaitingSlot: (tenantId, slotId, link) =>
      call((sql) => sql`select app.advance_waiting_slot(${tenantId}, ${slotId}, ${link}) as value`),
    applyWaitingAnswer: (tenantId, { offerId, messageId, yes, ackId }) =>
      call(
        (sql) =>
          sql`select app.apply_waiting_answer(${tenantId}, ${offerId}, ${messageId}, ${yes}, ${ackId}) as value`,
      ),
    followWaitingLink: (token, ipHash, yes) =>
      call((sql) => sql`select app.follow_waiting_link(${token}, ${ipHash}, ${yes}) as value`),
  }
}
