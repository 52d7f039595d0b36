import type { Session } from './types'

declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Sessions of some days changed; `session` is the one, where it is one. */
    session: { ids: string[]; from: string; to: string; session: Session | null }
    /** What patients are told of these sessions changed. */
    session_notice: { session_ids: string[] }
    /** Something that the agenda is drawn with changed. */
    agenda: {
      what:
        | 'therapists'
        | 'rooms'
        | 'session_types'
        | 'working_hours'
        | 'exceptions'
        | 'holidays'
        | 'settings'
        | 'day_notes'
    }
  }
}
