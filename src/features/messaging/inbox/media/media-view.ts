import { mediaRefusals } from '@contracts/media-refusals'
import type { ConversationMessage, MessageMedia, ShownAs } from '../types'

/** What a bubble shows of its file. */
export type MediaView =
  | { state: 'ready'; shownAs: ShownAs; path: string }
  | { state: 'coming'; shownAs: ShownAs }
  /** Of before the channel was connected: fetched when somebody looks. */
  | { state: 'later'; shownAs: ShownAs; isSmall: boolean }
  /** It is not here: `text` says why, in `media.json`. */
  | { state: 'missing'; shownAs: ShownAs; text: string; canRetry: boolean }

type Carrier = Pick<ConversationMessage, 'kind' | 'media' | 'created_at'>

/** A file that takes longer than this can be asked for again. */
const SLOW_MS = 10 * 60_000

/** Reasons of a refusal that have their own sentence. */
const REFUSALS: ReadonlySet<string> = new Set(mediaRefusals)

/** How the file of a message will be shown, as far as it is known. */
function expected({ kind, media }: Pick<Carrier, 'kind' | 'media'>): ShownAs {
  if (media?.shown_as) return media.shown_as
  if (kind === 'audio') return media?.voice ? 'voice' : 'audio'
  return kind === 'image' || kind === 'video' || kind === 'sticker' ? kind : 'document'
}

/** What can be shown of a message's file; null when nobody keeps it: it is only named then. */
export function mediaView(message: Carrier, now = Date.now()): MediaView | null {
  const shownAs = expected(message)
  const { state, path, reason } = message.media ?? ({} as MessageMedia)
  switch (state) {
    case 'ready':
      return path === undefined ? null : { state, shownAs, path }
    case 'remote':
      return now - Date.parse(message.media?.asked_at ?? message.created_at) < SLOW_MS
        ? { state: 'coming', shownAs }
        : { state: 'missing', shownAs, text: 'media.slow', canRetry: true }
    case 'later':
      return { state, shownAs, isSmall: shownAs === 'image' || shownAs === 'sticker' || shownAs === 'voice' }
    case 'refused': {
      const text = `media.refused.${reason !== undefined && REFUSALS.has(reason) ? reason : 'other'}`
      return { state: 'missing', shownAs, text, canRetry: false }
    }
    case 'expired':
    case 'failed':
      return { state: 'missing', shownAs, text: `media.${state}`, canRetry: true }
    default:
      return null
  }
}

/** Whether a message is among the pictures and videos that are leafed through. */
export function isLeafed(message: Carrier & Pick<ConversationMessage, 'deleted_at'>): boolean {
  const view = mediaView(message)
  return (
    message.deleted_at === null &&
    view?.state === 'ready' &&
    (view.shownAs === 'image' || view.shownAs === 'video')
  )
}

/** The largest box of a picture in a bubble, in rem. */
const MAX_WIDTH = 18
const MAX_HEIGHT = 20
const MIN_SIDE = 6

/** Size of a picture in its bubble, in rem, before it is there: nothing moves when it comes. */
export function boxOf(media: Pick<MessageMedia, 'width' | 'height'> | null): {
  width: number
  height: number
} {
  const width = media?.width ?? 0
  const height = media?.height ?? 0
  if (width <= 0 || height <= 0) return { width: 15, height: 15 }
  const scale = Math.min(MAX_WIDTH / width, MAX_HEIGHT / height, 1 / 16)
  return {
    width: Math.max(MIN_SIDE, round(width * scale)),
    height: Math.max(MIN_SIDE, round(height * scale)),
  }
}

function round(rem: number): number {
  return Math.round(rem * 100) / 100
}

/** The name under which a file is saved. */
export function saveName(message: Pick<ConversationMessage, 'media' | 'occurred_at'>): string {
  const { file_name: name, path = '' } = message.media ?? {}
  if (name) return name
  const extension = /\.[a-z0-9]+$/i.exec(path)?.[0] ?? ''
  return `WhatsApp ${message.occurred_at.slice(0, 19).replace('T', ' ').replaceAll(':', '.')}${extension}`
}
