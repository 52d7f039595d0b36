/** A row of `list_imports`. */
export interface ImportEntry {
  id: string
  kind: string
  file_name: string
  state: 'queued' | 'running' | 'ready' | 'failed' | 'cancelled' | 'undoing' | 'undone'
  policy: Policy
  done: number
  total: number | null
  created: number
  updated: number
  unchanged: number
  merged: number
  rejected: number
  undone: number
  kept: number
  failure: string | null
  headings: string[]
  requested_by_name: string | null
  created_at: string
  finished_at: string | null
  undo_until: string | null
  can_undo: boolean
  seconds_left: number | null
}

/** What becomes of a record that is there already. */
export type Policy = 'skip' | 'fill' | 'overwrite'

/** What `preview_import` answers of some rows, by their numbers. */
export interface Found {
  /** The record that is there. */
  known: Record<string, string>
  /** What a new row shares with others that may be about the same record. */
  keys: Record<string, string[]>
  problems: [number, string][]
}

/** A rejected row, as the file had it. */
export interface RejectedRow {
  row_number: number
  cells: string[]
  kinds: string[]
  wrong: number[]
}

/** What an undo left as it is. */
export interface KeptRecord {
  record_id: string
  name: string
  because: 'changed' | 'in_use' | 'locked'
}
