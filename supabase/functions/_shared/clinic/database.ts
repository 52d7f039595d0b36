import type { OutboundMessage } from '../messaging/types.ts'
import type { Call, Database } from '../platform/db.ts'

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
  /** Brings what the dashboards add up to date; how many clinics there were. */
  refreshSummaries(): Promise<number>
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
    refreshSummaries: () => call((sql) => sql`select app.refresh_summaries() as value`),
  }
}
