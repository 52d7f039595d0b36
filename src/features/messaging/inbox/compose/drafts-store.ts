import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { toAppError } from '@/lib/errors'
import { isPassing, retryDelay } from '@/lib/live/acts'
import { readStored, writeStored } from '@/lib/stored'
import { DRAFT_LIMIT, listDrafts, saveDraft } from '../api'
import type { SavedDraftRow } from '../types'
import * as rules from './drafts'
import { NO_DRAFT, type Draft, type DraftText, type SavedDraft } from './drafts'

/** So long after the last key a draft is saved. */
const REST_MS = 1_000
/** Several changes that are heard of at once are fetched once. */
const REFRESH_MS = 200

/** Whose draft: a message or an internal note of a conversation. */
export interface DraftPlace {
  threadId: string
  threadKey: string
  isNote: boolean
}

/** How far the saving of one draft is. */
interface Saving extends DraftPlace {
  timer: ReturnType<typeof setTimeout> | undefined
  isRunning: boolean
  attempts: number
  /** The version that the server answered last; its own echo is no news. */
  answeredAt: string | null
  /** A version that was heard of while an answer was awaited. */
  heardAt: string | null
  /** When the answer came, in the order of what this page heard. */
  turn: number
}

function idOf({ threadId, isNote }: Pick<DraftPlace, 'threadId' | 'isNote'>): string {
  return isNote ? `${threadId}.note` : threadId
}

function savedOf({ body, reply_to_id, updated_at }: SavedDraftRow): SavedDraft {
  return { body, replyToId: reply_to_id, updatedAt: updated_at }
}

/**
 * What a person began and did not send, the same on all their devices. What the server does not have yet lies in
 * localStorage, so that a reload or a time without internet loses nothing.
 */
export const useDraftsStore = defineStore('inbox-drafts', () => {
  const drafts = shallowReactive(new Map<string, Draft>())
  const savings = new Map<string, Saving>()
  let owner: { tenantId: string; prefix: string } | null = null
  let turns = 0
  let refreshing: ReturnType<typeof setTimeout> | undefined

  function get(threadId: string, isNote = false): Draft {
    return drafts.get(idOf({ threadId, isNote })) ?? NO_DRAFT
  }

  /** Loads what was not saved when the person was here last. */
  function open(userId: string, tenantId: string): void {
    const prefix = `zelo.drafts.${userId}.${tenantId}.`
    if (owner?.prefix === prefix) return
    for (const { timer } of savings.values()) clearTimeout(timer)
    clearTimeout(refreshing)
    refreshing = undefined
    savings.clear()
    drafts.clear()
    owner = { tenantId, prefix }
    for (const [id, json] of readStored(prefix)) {
      const kept = rules.parseKeptDraft(json)
      if (!kept) continue
      const { threadKey, ...draft } = kept
      drafts.set(id, { ...draft, isSaved: false, other: null })
      savingOf({ threadId: id.replace(/\.note$/, ''), threadKey, isNote: id.endsWith('.note') })
    }
  }

  function savingOf(place: DraftPlace): Saving {
    const id = idOf(place)
    const known = savings.get(id)
    if (known) return Object.assign(known, place)
    const fresh = {
      timer: undefined,
      isRunning: false,
      attempts: 0,
      answeredAt: null,
      heardAt: null,
      turn: 0,
    }
    const saving: Saving = { ...place, ...fresh }
    savings.set(id, saving)
    return saving
  }

  function put(id: string, draft: Draft): void {
    if (draft.isSaved && rules.isEmptyDraft(draft)) drafts.delete(id)
    else drafts.set(id, draft)
    const threadKey = savings.get(id)?.threadKey
    if (!owner || threadKey === undefined) return
    const { body, replyToId, seenAt } = draft
    writeStored(
      owner.prefix + id,
      draft.isSaved ? null : JSON.stringify({ threadKey, body, replyToId, seenAt }),
    )
  }

  /** Somebody writes; with nothing left, as after sending, it is saved at once. */
  function write(place: DraftPlace, change: Partial<DraftText>): void {
    const saving = savingOf(place)
    const draft = rules.written(get(place.threadId, place.isNote), change)
    put(idOf(place), draft)
    saving.attempts = 0
    saveSoon(saving, rules.isEmptyDraft(draft) ? 0 : REST_MS)
  }

  function saveSoon(saving: Saving, delay: number): void {
    clearTimeout(saving.timer)
    saving.timer = undefined
    if (!rules.isDue(get(saving.threadId, saving.isNote))) return
    if (delay === 0) void save(saving)
    else saving.timer = setTimeout(() => void save(saving), delay)
  }

  async function save(saving: Saving): Promise<void> {
    const id = idOf(saving)
    const { body, replyToId, seenAt } = get(saving.threadId, saving.isNote)
    if (!owner || saving.isRunning || !navigator.onLine) return
    saving.isRunning = true
    let delay: number | null = REST_MS
    try {
      const answer = await saveDraft(owner.tenantId, saving, { body, replyToId }, seenAt)
      if (savings.get(id) !== saving) return
      saving.attempts = 0
      saving.answeredAt = answer.updated_at
      put(id, rules.answered(get(saving.threadId, saving.isNote), { body, replyToId }, savedOf(answer)))
      if (rules.isEmptyDraft(get(saving.threadId, saving.isNote))) delay = 0
    } catch (error) {
      if (savings.get(id) !== saving) return
      const { code, status } = toAppError(error)
      saving.attempts += 1
      // what the server does not take stays here, and is tried again with the next change
      delay = isPassing(code, status) ? retryDelay(saving.attempts) : null
    } finally {
      saving.isRunning = false
      saving.turn = ++turns
    }
    if (delay !== null) saveSoon(saving, delay)
    if (saving.heardAt !== null && saving.heardAt !== saving.answeredAt) refreshSoon()
    saving.heardAt = null
  }

  /** Saves what is not saved, without waiting: of one conversation that is left, or all of them. */
  function flush(threadId?: string): void {
    for (const saving of savings.values()) {
      if (threadId === undefined || saving.threadId === threadId) saveSoon(saving, 0)
    }
  }

  /** Fetches what the server has. */
  async function refresh(): Promise<void> {
    const asked = owner
    const since = turns
    if (!asked) return
    const rows = await listDrafts(asked.tenantId).catch(() => null)
    if (rows === null || owner !== asked) return
    const saved = new Map(rows.map((row) => [idOf({ threadId: row.thread_id, isNote: row.is_note }), row]))
    for (const id of new Set([...drafts.keys(), ...saved.keys()])) {
      const saving = savings.get(id)
      // an answer since then is newer than the list
      if (saving && (saving.isRunning || saving.turn > since)) continue
      const row = saved.get(id)
      const draft = drafts.get(id) ?? NO_DRAFT
      // a list that is full does not say what else there is
      if (row === undefined && draft.isSaved && rows.length >= DRAFT_LIMIT) continue
      put(id, rules.heard(draft, row ? savedOf(row) : null))
      if (saving && saving.timer === undefined) saveSoon(saving, 0)
    }
  }

  function refreshSoon(): void {
    refreshing ??= setTimeout(() => {
      refreshing = undefined
      void refresh()
    }, REFRESH_MS)
  }

  /** A device of this person, perhaps this one, changed a draft. */
  function hear(place: Pick<DraftPlace, 'threadId' | 'isNote'>, updatedAt: string): void {
    const saving = savings.get(idOf(place))
    if (saving?.isRunning) saving.heardAt = updatedAt
    else if (saving?.answeredAt !== updatedAt && get(place.threadId, place.isNote).seenAt !== updatedAt)
      refreshSoon()
  }

  /** A conversation became part of another: so does what was begun in it. */
  function merge(fromId: string, intoId: string, intoKey: string): void {
    for (const isNote of [false, true]) {
      const id = idOf({ threadId: fromId, isNote })
      const draft = drafts.get(id)
      clearTimeout(savings.get(id)?.timer)
      if (draft) put(id, NO_DRAFT)
      savings.delete(id)
      if (!draft || draft.isSaved) continue
      const place = { threadId: intoId, threadKey: intoKey, isNote }
      write(place, rules.joined(get(intoId, isNote), draft))
    }
    refreshSoon()
  }

  /** The person decides between what is written here and what another device wrote. */
  function settle(place: DraftPlace, which: 'own' | 'other'): void {
    const draft = get(place.threadId, place.isNote)
    const saving = savingOf(place)
    put(idOf(place), which === 'own' ? rules.keptOwn(draft) : rules.tookOther(draft))
    saveSoon(saving, 0)
  }

  window.addEventListener('online', () => flush())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') flush()
  })

  return { get, open, write, flush, refresh, hear, merge, settle }
})
