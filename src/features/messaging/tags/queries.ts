import { queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose } from 'vue'
import { askOffline } from '@/kit/query-client'
import { useTenantChannel } from '@/lib/realtime'
import { deleteTag, listTags, saveTag } from './api'
import './live-events'
import { sortTags } from './rules'
import type { ConversationTag, CountedTag, TagDraft } from './types'

const queryKey = (tenantId: string) => ['tags', tenantId] as const
const FRESH_MS = 10 * 60_000

/** The clinic's tags. */
export const tagsQuery = (tenantId: string) =>
  queryOptions({
    queryKey: queryKey(tenantId),
    queryFn: () => listTags(tenantId),
    staleTime: FRESH_MS,
    ...askOffline,
  })

/** The clinic's tags by id, for whoever shows them. */
export function useTags(tenantId: string) {
  const { data } = useQuery(tagsQuery(tenantId))
  const byId = computed(() => new Map((data.value ?? []).map((tag) => [tag.id, tag])))
  return {
    all: computed(() => data.value ?? []),
    /** Those that can be put on a conversation. */
    offered: computed(() => (data.value ?? []).filter((tag) => tag.archived_at === null)),
    /** The tags of a conversation that are known, in the clinic's order. */
    of: (ids: readonly string[]): CountedTag[] => sortTags(ids.flatMap((id) => byId.value.get(id) ?? [])),
  }
}

function put(tags: CountedTag[] | undefined, tag: ConversationTag): CountedTag[] | undefined {
  const before = tags?.find(({ id }) => id === tag.id)
  const rest = tags?.filter(({ id }) => id !== tag.id)
  return rest && sortTags([...rest, { ...tag, conversations: before?.conversations ?? 0 }])
}

/** Keeps the clinic's tags current while something shows them. */
export function useTagsLive(tenantId: string): void {
  const client = useQueryClient()
  const channel = useTenantChannel()
  channel.on('conversation_tag', ({ tag }) =>
    client.setQueryData<CountedTag[]>(queryKey(tenantId), (tags) => put(tags, tag)),
  )
  channel.on('conversation_tag_deleted', ({ id }) =>
    client.setQueryData<CountedTag[]>(queryKey(tenantId), (tags) => tags?.filter((tag) => tag.id !== id)),
  )
  channel.onGap(() => void client.invalidateQueries({ queryKey: queryKey(tenantId) }))
  // nobody listens from here on: what is kept still shows at once, but is asked for again
  onScopeDispose(() => void client.invalidateQueries({ queryKey: queryKey(tenantId), refetchType: 'none' }))
}

/** Changes that every screen shows at once. */
export function useTagActions(tenantId: string) {
  const client = useQueryClient()

  async function change(write: (tags: CountedTag[] | undefined) => CountedTag[] | undefined): Promise<void> {
    // A list that was asked for before must not replace this one.
    await client.cancelQueries({ queryKey: queryKey(tenantId) })
    client.setQueryData<CountedTag[]>(queryKey(tenantId), write)
  }

  return {
    async save(draft: TagDraft): Promise<ConversationTag> {
      const saved = await saveTag(tenantId, draft)
      await change((tags) => put(tags, saved))
      return saved
    },
    async remove(id: string): Promise<void> {
      await deleteTag(tenantId, id)
      await change((tags) => tags?.filter((tag) => tag.id !== id))
    },
  }
}
