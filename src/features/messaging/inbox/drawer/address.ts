import type { LocationQuery, RouteLocationNormalizedLoaded, RouteLocationRaw } from 'vue-router'
import { links } from '@/kit/links'

/** Which conversation the address shows, and where: in the inbox, on the board, or over another page by `?conversa=`. */

type Place = Pick<RouteLocationNormalizedLoaded, 'name' | 'path' | 'query' | 'params'>

/** The pages that show conversations themselves. */
const PAGES: unknown[] = ['inbox', 'inbox-thread', 'inbox-board']

/** The conversation of `?conversa=`; null without one. */
export function keyInQuery({ query }: Pick<Place, 'query'>): string | null {
  const key = query.conversa
  return typeof key === 'string' && key !== '' ? key : null
}

/** The conversation in front of the person, wherever it is open; null when none is. */
export function openConversationKey(place: Place): string | null {
  if (place.name === 'inbox') return null
  if (place.name !== 'inbox-thread') return keyInQuery(place)
  return typeof place.params.threadKey === 'string' ? place.params.threadKey : null
}

/** Whether a conversation is open over a page that is not about conversations. */
export function isOverPage(place: Place): boolean {
  return !PAGES.includes(place.name) && keyInQuery(place) !== null
}

/** The page without the conversation over it. */
export function withoutConversation({ path, query }: Place): { path: string; query: LocationQuery } {
  const { conversa: _key, m: _message, ...rest } = query
  return { path, query: rest }
}

/** Where a conversation opens from a place: beside the list where that is on the screen, over the page elsewhere. */
export function conversationFrom(place: Place, threadKey: string, messageId?: string): RouteLocationRaw {
  const at = messageId === undefined ? {} : { m: messageId }
  const { path, query } = withoutConversation(place)
  if (place.name === 'inbox' || place.name === 'inbox-thread')
    return links.thread(threadKey, { ...query, ...at })
  return { path, query: { ...query, conversa: threadKey, ...at } }
}
