import type {
  ConversationFilter,
  ConversationMessage,
  ConversationThread,
  ListParams,
  MessageKind,
  MessageMedia,
} from './types'

/** WhatsApp's limit for one text message. */
export const MAX_BODY_LENGTH = 4096
/** From this length on the composer shows how much is left. */
export const COUNTER_FROM = 3600
/** A longer message is folded until the reader asks for the rest. */
const FOLD_LENGTH = 1200
/** Hours after the last inbound message in which the official API accepts free text. */
const SERVICE_WINDOW_HOURS = 24

const HOUR_MS = 3_600_000

/** Digits only: how phones are compared and searched. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** Lower case without accents, so that "joao" finds "João". */
function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}

function matchesFilter(thread: ConversationThread, filter: ConversationFilter, userId: string): boolean {
  switch (filter) {
    case 'unread':
      return thread.unread_count > 0
    case 'mine':
      return thread.assigned_to === userId
    case 'unassigned':
      return thread.assigned_to === null
    case 'all':
      return true
  }
}

function matchesSearch(thread: ConversationThread, search: string): boolean {
  const wanted = search.trim()
  if (wanted === '') return true
  if (foldText(thread.contact_name ?? '').includes(foldText(wanted))) return true
  const digits = digitsOf(wanted)
  return digits.length >= 3 && digitsOf(thread.phone ?? '').includes(digits)
}

/** Whether a conversation belongs to a list, decided as the server decides it. */
export function matchesList(thread: ConversationThread, params: ListParams, userId: string): boolean {
  return (
    thread.status === params.status &&
    matchesFilter(thread, params.filter, userId) &&
    matchesSearch(thread, params.search)
  )
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

/** Icon (primeicons) that stands for a kind of message in previews and labels; null for plain text. */
export function kindIcon(kind: MessageKind | 'deleted' | null): string | null {
  return kind === null ? null : (KIND_ICONS[kind] ?? null)
}

const KIND_ICONS: Partial<Record<MessageKind | 'deleted', string>> = {
  image: 'pi-image',
  audio: 'pi-microphone',
  video: 'pi-video',
  document: 'pi-file',
  sticker: 'pi-face-smile',
  location: 'pi-map-marker',
  contact: 'pi-id-card',
  button: 'pi-reply',
  list: 'pi-list',
  poll: 'pi-chart-bar',
  order: 'pi-shopping-cart',
  event: 'pi-calendar',
  call: 'pi-phone',
  unsupported: 'pi-question-circle',
  deleted: 'pi-ban',
}

/** Failures that the patient's or the clinic's side must settle first: sending again cannot help. */
const FINAL_ERRORS = new Set([
  'number_not_on_whatsapp',
  'invalid_number',
  'opted_out',
  'opted_out_at_provider',
  'body_too_long',
])

/** Every failure that has its own sentence in the locale files (`inbox.sendErrors`). */
const KNOWN_ERRORS = new Set([
  ...FINAL_ERRORS,
  'channel_disconnected',
  'no_active_channel',
  'outside_24h_window',
  'template_required',
  'rejected_by_provider',
  'provider_auth_failed',
  'temporary_failure_exhausted',
  'conversation_not_found',
  'not_a_member',
  'empty_body',
  'quoted_message_not_found',
])

/** A failed send in words: the locale key of the sentence, and whether "try again" makes sense. */
export interface FriendlySendError {
  key: string
  retryable: boolean
}

/** Turns a machine code of a failed send into a sentence's key and the offer to try again. */
export function friendlySendError(code: string | null): FriendlySendError {
  const known = code !== null && KNOWN_ERRORS.has(code)
  return {
    key: `inbox.sendErrors.${known ? code : 'unknown'}`,
    retryable: code === null || !FINAL_ERRORS.has(code),
  }
}

/** What the shell knows about the clinic's WhatsApp. */
export interface WhatsappState {
  provider: string
  state: string
}

export type ComposerBlock = 'opted_out' | 'no_channel' | 'outside_window'

/** When the official API stops accepting free text in a conversation; null when it never opened. */
export function serviceWindowEnd(thread: Pick<ConversationThread, 'last_inbound_at'>): Date | null {
  if (thread.last_inbound_at === null) return null
  return new Date(Date.parse(thread.last_inbound_at) + SERVICE_WINDOW_HOURS * HOUR_MS)
}

/** Why nothing can be written in a conversation now; null when it can. */
export function composerBlock(
  thread: Pick<ConversationThread, 'opted_out' | 'last_inbound_at'>,
  whatsapp: WhatsappState | null,
  now: Date,
): ComposerBlock | null {
  if (thread.opted_out) return 'opted_out'
  if (!whatsapp) return 'no_channel'
  if (whatsapp.provider !== 'twilio') return null
  const end = serviceWindowEnd(thread)
  return end === null || end <= now ? 'outside_window' : null
}

/** Where a long text is folded: at a word, never inside a surrogate pair; null when it is short enough. */
export function foldPoint(body: string, limit = FOLD_LENGTH): number | null {
  if (body.length <= limit * 1.25) return null
  const space = body.lastIndexOf(' ', limit)
  if (space > limit * 0.8) return space
  const code = body.charCodeAt(limit)
  return code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit
}

const PICTOGRAPH = String.raw`\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?`
const EMOJI = String.raw`(?:\p{Regional_Indicator}{2}|${PICTOGRAPH}(?:\u200D${PICTOGRAPH})*)`
const JUMBO = new RegExp(String.raw`^(?:${EMOJI}\s*){1,3}$`, 'u')

/** Whether a text is one to three emoji and nothing else: it is shown large, without a bubble. */
export function isJumboEmoji(body: string): boolean {
  return JUMBO.test(body.trim())
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

/** The conversation's messages that a reply can quote: anything real that was not deleted. */
export function canReplyTo(
  message: Pick<ConversationMessage, 'kind' | 'deleted_at' | 'provider_message_id'>,
): boolean {
  return message.kind !== 'system' && message.deleted_at === null && message.provider_message_id !== null
}

/** A conversation counts once, however many of its messages are unread, and only while it is open. */
export function countsAsUnread(thread: Pick<ConversationThread, 'status' | 'unread_count'>): boolean {
  return thread.status === 'open' && thread.unread_count > 0
}

const MEDIA_KINDS = new Set<MessageKind>(['image', 'audio', 'video', 'document', 'sticker'])

/** Whether a message carries a file. */
export function isMediaKind(kind: MessageKind): boolean {
  return MEDIA_KINDS.has(kind)
}

/** "1,4 MB" and "0:42": the facts of a file, ready to be joined. */
export function mediaFacts(media: MessageMedia | null, locale: string): string[] {
  const facts: string[] = []
  if (media?.seconds) facts.push(formatSeconds(media.seconds))
  if (media?.size) facts.push(formatBytes(media.size, locale))
  return facts
}

function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

function formatBytes(bytes: number, locale: string): string {
  const mega = bytes >= 1_000_000
  const value = mega ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1_000))
  const unit = mega ? 'megabyte' : 'kilobyte'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value)
}

/** Where a location opens on a map; null for coordinates that are none. */
export function mapLink(latitude: number | undefined, longitude: number | undefined): string | null {
  if (latitude === undefined || longitude === undefined) return null
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null
  return `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`
}

/** A foreign address that may be opened: http or https; anything else is not a link. */
export function safeHref(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}

/** A message's text, unless its details say the same already (the title of a chosen button, a poll's question). */
export function textOf(message: Pick<ConversationMessage, 'kind' | 'body' | 'content'>): string | null {
  const said = message.kind === 'text' ? [] : [message.content?.title, message.content?.name]
  return message.body && !said.includes(message.body) ? message.body : null
}
