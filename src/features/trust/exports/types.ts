/** What an export is about, as its kind wants it. */
export type ExportSubject = Record<string, string>

/** An export as the list answers it. */
export interface ExportRow {
  id: string
  kind: string
  subject: ExportSubject
  state: 'queued' | 'running' | 'ready' | 'failed' | 'cancelled' | 'expired'
  done: number
  total: number | null
  bytes: number | null
  sha256: string | null
  failure: string | null
  expires_at: string | null
  created_at: string
  requested_by_name: string | null
  is_mine: boolean
}
