import { formatBytes, formatPhone } from '@/lib/format'
import type { MessageKind } from '@contracts/message-kinds'
import type { ConversationMessage, MessageMedia, MessageReaction, PollVote } from '../types'

/** A longer message is folded until the reader asks for the rest. */
const FOLD_LENGTH = 1200

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
  form: 'pi-check-square',
  pix: 'pi-qrcode',
  view_once: 'pi-eye',
  system: 'pi-info-circle',
  unsupported: 'pi-question-circle',
  deleted: 'pi-ban',
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

/** The conversation's messages that a reply can quote: anything real that was not deleted. */
export function canReplyTo(
  message: Pick<ConversationMessage, 'kind' | 'deleted_at' | 'provider_message_id'>,
): boolean {
  return message.kind !== 'system' && message.deleted_at === null && message.provider_message_id !== null
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
  if (message.kind === 'pix' && message.content?.pix) return message.content.note ?? null
  if (message.kind === 'form' && message.content?.answers?.length) return null
  const said = message.kind === 'text' ? [] : [message.content?.title, message.content?.name]
  return message.body && !said.includes(message.body) ? message.body : null
}

/** What a quote shows when the quoted message is not here: the copy that came with the answer, if one did. */
export function quotedCopy(
  message: Pick<ConversationMessage, 'content'>,
): Pick<ConversationMessage, 'kind' | 'body' | 'deleted_at'> | null {
  const { kind, body = null } = message.content?.quoted ?? {}
  return kind === undefined ? null : { kind, body, deleted_at: null }
}

/** What a member of a group is called: a name, else the phone, else nothing that a person could read. */
export function voterName(voter: { name?: string; author?: string }): string {
  return voter.name ?? (voter.author?.startsWith('+') ? formatPhone(voter.author) : '')
}

/** Reactions with the same emoji, counted, with the names that are known. */
export function groupReactions(
  reactions: MessageReaction[] | null,
): { emoji: string; count: number; names: string }[] {
  const emojis = [...new Set((reactions ?? []).map(({ emoji }) => emoji))]
  return emojis.map((emoji) => {
    const same = (reactions ?? []).filter((reaction) => reaction.emoji === emoji)
    return { emoji, count: same.length, names: same.map(voterName).filter(Boolean).join(', ') }
  })
}

/** The options of a poll with what was chosen. */
export function pollResult(
  options: string[],
  votes: PollVote[],
): { name: string; count: number; names: string }[] {
  // A choice that the poll does not list is shown nevertheless.
  const all = [...new Set([...options, ...votes.flatMap((vote) => vote.options)])]
  return all.map((name) => {
    const chosen = votes.filter((vote) => vote.options.includes(name))
    return { name, count: chosen.length, names: chosen.map(voterName).filter(Boolean).join(', ') }
  })
}

/** The sentence for a notice of WhatsApp. */
export function noticeKey(message: Pick<ConversationMessage, 'content'>): string {
  return message.content?.type === 'status_mention' ? 'inbox.message.statusMention' : 'inbox.kind.system'
}
