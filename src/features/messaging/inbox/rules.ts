import { matchesSearch } from './shared/search-rule'
import type { ChannelKind } from '@/kit/clinic/types'
import type { Contact } from '@/kit/contact-parts'
import type { BoardColumnKey, ConversationFilter, ConversationThread, ListParams } from './types'

/** How many characters are left of what the channel takes in one text; `isNear` from its last eighth on. */
export function textLeft(body: string, kind: Pick<ChannelKind, 'max_text_length'> | null) {
  const max = kind?.max_text_length ?? Infinity
  const left = max - [...body.trim()].length
  return { left, isNear: left <= max / 8 && max !== Infinity }
}

/** Digits only: how phones are compared and searched. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

function matchesFilter(thread: ConversationThread, filter: ConversationFilter, userId: string): boolean {
  switch (filter) {
    case 'unread':
      return thread.unread_count > 0
    case 'waiting':
      return thread.waiting_since !== null
    case 'mine':
      return thread.assigned_to === userId
    case 'unassigned':
      return thread.assigned_to === null
    case 'snoozed':
      return thread.snoozed_until !== null
    case 'blocked':
      return thread.blocked_at !== null
    // only the server knows one's pins: the list keeps what it brought
    case 'pinned':
    case 'all':
      return true
  }
}

/** Whether a list begins with who waits longest, as the server sorts it; a search finds the newest first. */
export function isLongestFirst(params: ListParams): boolean {
  return params.filter === 'waiting' && params.search.trim() === ''
}

/** From here on somebody waits too long. */
const TOO_LONG_MS = 60 * 60_000

/** How long somebody waits for an answer. */
export interface Wait {
  minutes: number
  tooLong: boolean
}

/** How long somebody waits for an answer, for a row of the list; null when nobody does, or it is settled. */
export function waitOf(thread: Pick<ConversationThread, 'status' | 'waiting_since'>, now: Date): Wait | null {
  if (thread.waiting_since === null || thread.status !== 'open') return null
  const waited = Math.max(0, now.getTime() - Date.parse(thread.waiting_since))
  return { minutes: Math.floor(waited / 60_000), tooLong: waited >= TOO_LONG_MS }
}

/** The reaction that a row shows in place of the last message: the newer of both counts. */
export function shownReaction(
  thread: Pick<ConversationThread, 'last_reaction' | 'last_message_at'>,
): ConversationThread['last_reaction'] {
  const reaction = thread.last_reaction
  return reaction && Date.parse(reaction.at) >= Date.parse(thread.last_message_at) ? reaction : null
}

/** The column of the board that a conversation stands in. */
export function columnOf(thread: Pick<ConversationThread, 'status' | 'board_column'>): BoardColumnKey {
  return thread.status === 'finished' ? 'finished' : thread.board_column
}

/** Whether a conversation belongs to a list, decided as the server decides it. */
export function matchesList(thread: ConversationThread, params: ListParams, userId: string): boolean {
  const { filter, tag } = params
  const isSearch = params.search.trim() !== ''
  // what sleeps or is blocked is found in its own list, by a search, and among one's pins while it sleeps
  if (!isSearch && thread.snoozed_until !== null && filter !== 'snoozed' && filter !== 'pinned') return false
  if (!isSearch && thread.blocked_at !== null && filter !== 'blocked') return false
  if (tag !== undefined && !thread.tag_ids.includes(tag)) return false
  const isOfBoth = filter === 'pinned' || filter === 'blocked'
  const isInPlace =
    params.column === undefined
      ? isOfBoth || thread.status === params.status
      : columnOf(thread) === params.column
  return isInPlace && matchesFilter(thread, filter, userId) && matchesSearch(thread, params.search)
}

/** The name on a conversation: the contact's, else the phone, else nothing known. */
export function threadTitle(
  thread: Pick<ConversationThread, 'contact_name' | 'phone'>,
  formatPhone: (phone: string) => string,
): string {
  const name = thread.contact_name?.trim()
  if (name) return name
  return thread.phone ? formatPhone(thread.phone) : ''
}

/** The person of a conversation, as other features are told of them. */
export function contactOf(thread: ConversationThread): Contact {
  return {
    threadKey: thread.thread_key,
    name: thread.contact_name,
    nameSource: thread.name_source,
    phone: thread.phone,
    isGroup: thread.is_group,
  }
}

/** Who wrote in a group: a name, or the phone of somebody who has none. */
export function authorTitle(author: string | null, formatPhone: (phone: string) => string): string | null {
  return author !== null && /^\+\d{8,15}$/.test(author) ? formatPhone(author) : author
}

/** Failures that the patient's or the clinic's side must settle first: sending again cannot help. */
const FINAL_ERRORS = new Set([
  'number_not_on_whatsapp',
  'invalid_number',
  'opted_out',
  'opted_out_at_provider',
  'person_unavailable',
  'limited_by_provider',
  'body_too_long',
  'template_not_found',
  'template_not_supported',
  'template_too_long',
  'template_variables_invalid',
  'media_rejected',
  'not_supported',
])

/** Refusals of a file, said in the words that every screen has for them (`errors`). */
const FILE_ERRORS = new Set([
  'media_refused',
  'media_not_supported',
  'media_too_large',
  'caption_not_supported',
  'empty_upload',
  'upload_not_found',
  'upload_id_in_use',
  'upload_incomplete',
  'too_many_uploads',
  'storage_unavailable',
])

/** Those among them that another attempt cannot help. */
const FINAL_FILE_ERRORS = new Set([
  'media_refused',
  'media_not_supported',
  'media_too_large',
  'caption_not_supported',
  'empty_upload',
  'upload_not_found',
  'upload_id_in_use',
])

/** Every failure that has its own sentence in the locale files (`inbox.sendErrors`). */
const KNOWN_ERRORS = new Set([
  ...FINAL_ERRORS,
  'channel_changed',
  'channel_disconnected',
  'no_active_channel',
  'insufficient_credits',
  'outside_24h_window',
  'template_required',
  'template_rejected',
  'template_not_approved',
  'rejected_by_provider',
  'media_unavailable',
  'provider_auth_failed',
  'temporary_failure_exhausted',
  'gave_way',
  'cancelled',
  'delivery_unknown',
  'conversation_not_found',
  'not_a_member',
  'empty_body',
  'quoted_message_not_found',
])

/** A failed send in words: the locale key of the sentence, and what can be done. */
export interface FriendlySendError {
  key: string
  /** The same message may leave at another attempt. */
  retryable: boolean
  /** An approved template, or another one, would leave. */
  takesTemplate: boolean
}

/** Failures after which WhatsApp takes an approved template, or another one. */
const TEMPLATE_ERRORS = new Set([
  'outside_24h_window',
  'template_required',
  'template_rejected',
  'template_not_approved',
  'template_not_found',
])

/** Failures that only a manager of the clinic can settle; the others are told whom to ask. */
const MANAGER_ERRORS = new Set(['channel_disconnected', 'no_active_channel', 'insufficient_credits'])

/** Turns a machine code of a failed send into a sentence's key and the offer to try again. */
export function friendlySendError(code: string | null, isManager: boolean): FriendlySendError {
  if (code !== null && FILE_ERRORS.has(code))
    return { key: `errors.${code}`, retryable: !FINAL_FILE_ERRORS.has(code), takesTemplate: false }
  const known = code !== null && KNOWN_ERRORS.has(code)
  const asks = known && !isManager && MANAGER_ERRORS.has(code)
  return {
    key: `inbox.${asks ? 'sendErrorsToAsk' : 'sendErrors'}.${known ? code : 'unknown'}`,
    retryable: code === null || !FINAL_ERRORS.has(code),
    takesTemplate: code !== null && TEMPLATE_ERRORS.has(code),
  }
}

export type ComposerBlock = 'opted_out' | 'no_channel' | 'no_credits' | 'outside_window'

/** What the channel asks for at this moment, as the database said. */
export interface SendingTerms {
  /** Nothing is left to pay a message with. */
  isOutOfCredits: boolean
  /** Until when free text is taken: null when it is not, undefined while that is not known. */
  windowUntil: string | null | undefined
}

/** Why nothing can be written in a conversation now; null when it can, or when only the server knows. */
export function composerBlock(
  thread: Pick<ConversationThread, 'opted_out'>,
  kind: Pick<ChannelKind, 'costs_credits' | 'window_hours'> | null,
  { isOutOfCredits, windowUntil }: SendingTerms,
  now: Date,
): ComposerBlock | null {
  if (thread.opted_out) return 'opted_out'
  if (!kind) return 'no_channel'
  if (kind.costs_credits && isOutOfCredits) return 'no_credits'
  if (kind.window_hours === null || windowUntil === undefined) return null
  return windowUntil === null || Date.parse(windowUntil) <= now.getTime() ? 'outside_window' : null
}

/** Whether an approved template can be sent in a conversation. */
export function takesTemplates(
  thread: Pick<ConversationThread, 'opted_out'>,
  kind: Pick<ChannelKind, 'max_template_length'> | null,
): boolean {
  return kind !== null && kind.max_template_length !== null && !thread.opted_out
}

/** Neighbours of the selected conversation, for J and K. */
export function neighbourOf<T extends { id: string }>(
  rows: T[],
  selectedId: string | null,
  step: 1 | -1,
): T | null {
  const index = rows.findIndex((row) => row.id === selectedId)
  if (index < 0) return rows[0] ?? null
  return rows[index + step] ?? null
}

/**
 * A conversation counts once, however many of its messages are unread, and only while it is open: one that sleeps counts
 * when it wakes, one that is blocked does not.
 */
export function countsAsUnread(
  thread: Pick<ConversationThread, 'status' | 'unread_count' | 'snoozed_until' | 'blocked_at'>,
): boolean {
  return (
    thread.status === 'open' &&
    thread.unread_count > 0 &&
    thread.snoozed_until === null &&
    thread.blocked_at === null
  )
}
