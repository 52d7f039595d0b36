import { defineStore } from 'pinia'
import { reactive, ref } from 'vue'
import { readStored, writeStored } from '@/lib/stored'
import type { ConversationFilter, ThreadStatus } from '../types'

/** What belongs to this browser alone: the list's filters, the open conversation, texts begun but not sent. */
export const useInboxStore = defineStore('inbox', () => {
  const filter = ref<ConversationFilter>('all')
  const status = ref<ThreadStatus>('open')
  const search = ref('')
  const tag = ref<string | undefined>()
  const openThreadId = ref<string | null>(null)
  const drafts = reactive(new Map<string, string>())
  /** Notes that are begun, by conversation; gone with the tab. */
  const noteDrafts = reactive(new Map<string, string>())
  let prefix: string | null = null

  /** Loads the drafts that a person left in a clinic. */
  function open(userId: string, tenantId: string): void {
    const next = `zelo.draft.${userId}.${tenantId}.`
    if (next === prefix) return
    prefix = next
    drafts.clear()
    noteDrafts.clear()
    for (const [threadKey, text] of readStored(next)) drafts.set(threadKey, text)
    filter.value = 'all'
    status.value = 'open'
    search.value = ''
    tag.value = undefined
  }

  /** Keeps, or with an empty text forgets, what was begun in a conversation. */
  function setDraft(threadKey: string, text: string): void {
    if (text === '') drafts.delete(threadKey)
    else drafts.set(threadKey, text)
    if (prefix !== null) writeStored(prefix + threadKey, text || null)
  }

  return { filter, status, search, tag, openThreadId, drafts, noteDrafts, open, setDraft }
})
