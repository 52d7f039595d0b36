/** What a search finds, by kind; `command` is something that the app does. */
export const groups = [
  'patient',
  'conversation',
  'contact',
  'company',
  'deal',
  'lead',
  'session',
  'charge',
  'payment',
  'message',
  'file',
  'doctor',
  'command',
] as const
export type Group = (typeof groups)[number]

/** Kinds that the database knows. */
export type FoundKind = Exclude<Group, 'command'>

/** Something that a search finds. Of a kind that was not begun in time, `id` is null. */
export interface Found {
  kind: FoundKind
  id: string | null
  title: string | null
  /** 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, 4 found by its people, day, amount or words. */
  distance: number | null
  thread_key: string | null
  phone: string | null
  message_id: string | null
  /** The last message of a conversation, what a doctor is specialised in, type and therapist of a session, a file's patient. */
  body: string | null
  occurred_at: string | null
  is_archived: boolean
  patient_id: string | null
  detail: FoundDetail | null
}

/** What a line shows of a session, a charge, a payment. */
export interface FoundDetail {
  day?: string
  starts_local?: string
  status?: string
  amount_cents?: number
  state?: string
  origin?: string
  method?: string
  kind?: string
  payer_name?: string | null
}

/** A message that a search finds. */
export interface FoundMessage {
  message_id: string
  thread_key: string
  contact_name: string | null
  phone: string | null
  direction: 'inbound' | 'outbound'
  body: string | null
  occurred_at: string
}

/** What messages are narrowed by; the empty text is everything. */
export interface MessageFilters {
  channelId: string
  assignedTo: string
  tagId: string
  direction: '' | 'inbound' | 'outbound'
  period: Period
  hasFile: boolean
}

/** How far back messages are looked for. */
export type Period = '' | 'day' | 'week' | 'month' | 'year'
