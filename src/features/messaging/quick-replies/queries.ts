import { queryOptions, useQueryClient } from '@tanstack/vue-query'
import { askOffline } from '@/kit/query-client'
import { deleteQuickReply, listQuickReplies, saveQuickReply } from './api'
import type { QuickReply, QuickReplyDraft } from './types'

const queryKey = (tenantId: string) => ['quick-replies', tenantId] as const

/** The clinic's quick replies and one's own. */
export const quickRepliesQuery = (tenantId: string) =>
  queryOptions({ queryKey: queryKey(tenantId), queryFn: () => listQuickReplies(tenantId), ...askOffline })

/** Changes that the list shows at once. */
export function useQuickReplyActions(tenantId: string) {
  const client = useQueryClient()

  async function change(write: (list: QuickReply[]) => QuickReply[]): Promise<void> {
    // A list that was asked for before must not replace this one.
    await client.cancelQueries({ queryKey: queryKey(tenantId) })
    client.setQueryData<QuickReply[]>(queryKey(tenantId), (list) => write(list ?? []))
    void client.invalidateQueries({ queryKey: queryKey(tenantId) })
  }

  return {
    async save(draft: QuickReplyDraft): Promise<QuickReply> {
      const saved = await saveQuickReply(tenantId, draft)
      await change((list) => [...list.filter(({ id }) => id !== saved.id), saved])
      return saved
    },
    async remove(id: string): Promise<void> {
      await deleteQuickReply(tenantId, id)
      await change((list) => list.filter((reply) => reply.id !== id))
    },
  }
}
