import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { askOffline } from '@/kit/query-client'
import { GALLERY_PAGE, listMedia } from '../api'
import { inboxKeys } from '../queries'
import type { ConversationMessage, Cursor } from '../types'

/** The messages of a conversation with a file, newest first, asked for anew whenever they are opened. */
export function useGallery(tenantId: string, threadKey: () => string) {
  return useInfiniteQuery({
    queryKey: computed(() => [...inboxKeys.all(tenantId), 'gallery', threadKey()]),
    queryFn: ({ pageParam }) => listMedia(tenantId, threadKey(), pageParam),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (page: ConversationMessage[]) => {
      const last = page.at(-1)
      return last && page.length >= GALLERY_PAGE ? { at: last.occurred_at, id: last.id } : undefined
    },
    ...askOffline,
  })
}
