import { defineStore } from 'pinia'
import { shallowReactive, shallowRef } from 'vue'
import { toAppError } from '@/lib/errors'
import * as acts from '@/lib/live/acts'
import { sendMessage } from '../api'
import * as outbox from './outbox'
import type { OutboxItem } from './outbox'
import { readStored, writeStored } from '@/lib/stored'
import type { SendResult } from '../types'

/** Fetched when the first file is sent. */
const loadUploads = () => import('../media/upload-files')

type SentListener = (item: OutboxItem, result: SendResult) => void

/**
 * Sends what people write, in order, until the server has it. Each item lies under its own key of localStorage, so
 * that a reload loses nothing and two tabs never overwrite each other; the client id keeps both from sending twice.
 */
export const useOutboxStore = defineStore('inbox-outbox', () => {
  const items = shallowRef<OutboxItem[]>([])
  /** How much of each file has arrived, from 0 to 1, by client id. */
  const progress = shallowReactive(new Map<string, number>())
  const uploads = new Map<string, AbortController>()
  const sentListeners = new Set<SentListener>()
  let prefix: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function update(next: OutboxItem[]): void {
    const before = new Map(items.value.map((item) => [item.clientId, item]))
    items.value = next
    for (const item of next) {
      if (before.get(item.clientId) !== item) writeStored(prefix + item.clientId, JSON.stringify(item))
      before.delete(item.clientId)
    }
    for (const clientId of before.keys()) writeStored(prefix + clientId, null)
  }

  /** Loads what a person had not sent yet, and goes on with it. */
  function open(userId: string): void {
    const next = `zelo.outbox.${userId}.`
    if (next === prefix) return
    prefix = next
    items.value = [...readStored(next).values()]
      .map(outbox.parseOutboxItem)
      .filter((item) => item !== null)
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
    flush()
  }

  /** Sends a new text. */
  function send(item: outbox.NewOutboxItem): void {
    update(outbox.enqueue(items.value, item))
    flush()
  }

  /** Another attempt at a message that failed, with the same client id. */
  function retry(item: outbox.NewOutboxItem): void {
    update(acts.markRetry(outbox.enqueue(items.value, item), item.clientId))
    flush()
  }

  /** What waits for its next attempt is tried at once. */
  function hurry(): void {
    update(acts.makeDue(items.value))
    flush()
  }

  /** Gives up a message that never left. */
  function discard(clientId: string): void {
    const item = items.value.find((other) => other.clientId === clientId)
    uploads.get(clientId)?.abort()
    update(acts.remove(items.value, clientId))
    if (item?.file) void loadUploads().then(({ giveUpFile }) => giveUpFile(item))
    flush()
  }

  /** Puts the file of a message; nothing for one without. */
  async function putFile(item: OutboxItem): Promise<void> {
    if (!item.file) return
    const controller = new AbortController()
    uploads.set(item.clientId, controller)
    try {
      const { putFileOf } = await loadUploads()
      await putFileOf(item, {
        signal: controller.signal,
        onProgress: (share) => progress.set(item.clientId, share),
      })
    } finally {
      uploads.delete(item.clientId)
    }
  }

  /** Calls back with each message that the server accepted, until the returned function is called. */
  function onSent(listener: SentListener): () => void {
    sentListeners.add(listener)
    return () => sentListeners.delete(listener)
  }

  function flush(): void {
    clearTimeout(timer)
    if (prefix === null || !navigator.onLine) return
    for (const item of outbox.due(items.value, Date.now())) void attempt(item)
    const at = acts.nextDueAt(items.value)
    if (at !== null && at > Date.now()) timer = setTimeout(flush, at - Date.now())
  }

  async function attempt(item: OutboxItem): Promise<void> {
    const owner = prefix
    update(acts.markSending(items.value, item.clientId))
    try {
      await putFile(item)
      const result = await sendMessage(item)
      if (item.file) void loadUploads().then(({ forgetFile }) => forgetFile(item))
      for (const listener of sentListeners) listener(item, result)
      if (owner === prefix) update(acts.remove(items.value, item.clientId))
    } catch (error) {
      // one that was given up is gone already
      if (owner !== prefix || !items.value.some(({ clientId }) => clientId === item.clientId)) return
      const { code, status } = toAppError(error)
      update(
        acts.isPassing(code, status)
          ? acts.markWaiting(items.value, item.clientId, Date.now())
          : acts.markFailed(items.value, item.clientId, code),
      )
    } finally {
      progress.delete(item.clientId)
    }
    flush()
  }

  window.addEventListener('online', () => {
    items.value = acts.makeDue(items.value)
    flush()
  })
  window.addEventListener('storage', ({ key, newValue }) => {
    if (prefix === null || newValue !== null || !key?.startsWith(prefix)) return
    items.value = acts.remove(items.value, key.slice(prefix.length))
  })

  return { items, progress, open, send, retry, hurry, discard, onSent }
})
