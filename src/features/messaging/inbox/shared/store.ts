import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { ConversationFilter, ThreadStatus } from '../types'

/** What belongs to this browser alone: the list's filters and the open conversation. */
export const useInboxStore = defineStore('inbox', () => {
  const filter = ref<ConversationFilter>('all')
  const status = ref<ThreadStatus>('open')
  const search = ref('')
  const tag = ref<string | undefined>()
  const openThreadId = ref<string | null>(null)
  let owner: string | null = null

  /** Another person or clinic begins with a list of their own. */
  function open(userId: string, tenantId: string): void {
    const next = `${userId}.${tenantId}`
    if (next === owner) return
    owner = next
    filter.value = 'all'
    status.value = 'open'
    search.value = ''
    tag.value = undefined
  }

  return { filter, status, search, tag, openThreadId, open }
})
