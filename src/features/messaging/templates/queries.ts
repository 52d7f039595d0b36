import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { askOffline } from '@/kit/query-client'
import { useAction } from '@/ui/use-action'
import { listTemplates, syncTemplates } from './api'
import { isStale, newestSync } from './rules'
import type { MessageTemplate } from './types'

const templateKeys = {
  list: (tenantId: string) => ['templates', tenantId] as const,
}

/** The clinic's templates: the stored ones at once, and what WhatsApp decided meanwhile when they are old. */
export function useTemplates(tenantId: string) {
  const client = useQueryClient()
  const queryKey = templateKeys.list(tenantId)
  const query = useQuery({ queryKey, queryFn: () => listTemplates(tenantId), ...askOffline })
  /** The last look of this page; an empty list carries no date of its own. */
  const lookedAt = ref<string | null>(null)

  const sync = useAction(
    async () => {
      const { templates, synced_at } = await syncTemplates(tenantId)
      // A list that was asked for before must not replace this one.
      await client.cancelQueries({ queryKey })
      client.setQueryData<MessageTemplate[]>(queryKey, templates)
      lookedAt.value = synced_at
    },
    { toast: false },
  )

  const templates = computed(() => query.data.value ?? [])

  /** Somebody looks at the list: the stored one is read again and, when it is old, the provider asked. */
  async function open(): Promise<void> {
    const { data } = await query.refetch({ cancelRefetch: false })
    if (data && isStale(data, Date.now())) await sync.run()
  }

  return {
    templates,
    isPending: query.isPending,
    error: query.error,
    refetch: query.refetch,
    isFetching: query.isFetching,
    open,
    sync,
    syncedAt: computed(() => lookedAt.value ?? newestSync(templates.value)),
  }
}
