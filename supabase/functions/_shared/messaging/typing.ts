import { sha256Hex } from '../platform/hash.ts'
import { describeError, type Log } from '../platform/log.ts'
import type { Broadcast } from '../platform/broadcast.ts'
import type { Typing, TypingNews } from '../providers/provider.ts'
import type { MessagingService } from './database.ts'
import type { EventAuth, ProviderName } from './types.ts'

export interface TypingRelayDeps {
  service: Pick<MessagingService, 'typingAudience'>
  broadcast: Broadcast
  log: Log
  now(): Date
}

/** Tells the clinic's open screens that somebody writes; false when the credentials are nobody's. */
export type RelayTyping = (provider: ProviderName, auth: EventAuth, news: TypingNews) => Promise<boolean>

/** The same news of the same person is told again after this long: screens show it for longer. */
const quietMs = 3_000
/** News a minute that one channel gives its clinic: a gateway gone wild costs no more. */
const mostAMinute = 120
const mostKept = 5_000

/**
 * News about typing pass through and leave nothing behind: no row, no line in the log. An isolate remembers for some
 * seconds what it told, so that a phone that repeats itself costs neither the database nor the screens anything.
 */
export function createTypingRelay({ service, broadcast, log, now }: TypingRelayDeps): RelayTyping {
  const told = createMemory<Typing>(quietMs)
  const minutes = createMemory<{ count: number }>(60_000)

  return async (provider, auth, { address, state }) => {
    const channel = `${provider}:${sha256Hex(JSON.stringify(auth))}`
    const subject = `${channel}:${address.group ?? ''}:${address.phone ?? ''}:${address.lid ?? ''}`
    const at = now().getTime()
    // Only what was authentic a moment ago is remembered.
    if (told.get(subject, at) === state) return true
    const minute = minutes.get(channel, at)
    if (minute && minute.count >= mostAMinute) return true
    const audience = await service.typingAudience(provider, auth, address)
    if (audience === null) return false
    if (minute) minute.count += 1
    else minutes.set(channel, { count: 1 }, at)
    told.set(subject, state, at)
    if (audience.thread_id === null) return true
    try {
      await broadcast(audience.tenant_id, 'typing', { thread_id: audience.thread_id, state })
    } catch (error) {
      log.debug('typing not told', { tenant_id: audience.tenant_id, ...describeError(error) })
    }
    return true
  }
}

/** A little less than the ten seconds after which the app tells anew. */
const tellEveryMs = 9_000

/** Whether the person of a conversation may be shown anew that somebody writes, however many people do. */
export function createTypingLimit({ now }: { now(): Date }): (conversation: string) => boolean {
  const told = createMemory<true>(tellEveryMs)
  return (conversation) => {
    const at = now().getTime()
    if (told.get(conversation, at)) return false
    told.set(conversation, true, at)
    return true
  }
}

/** What is forgotten after a while, oldest first where there is too much. */
function createMemory<T>(keepsMs: number) {
  const kept = new Map<string, { value: T; until: number }>()
  return {
    get(key: string, at: number): T | undefined {
      const known = kept.get(key)
      return known && known.until > at ? known.value : undefined
    },
    set(key: string, value: T, at: number) {
      kept.delete(key)
      kept.set(key, { value, until: at + keepsMs })
      if (kept.size > mostKept) kept.delete(kept.keys().next().value as string)
    },
  }
}
