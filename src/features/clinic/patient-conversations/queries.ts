import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { ConversationMessage } from '@/features/messaging/inbox'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { getMessageStats, listPatientMessages, MESSAGE_PAGE } from './api'
import type { DirectionFilter } from './types'

/** Below the keys of the patients: what makes those doubtful makes these so, too. */
const keyOf = (tenantId: string, patientId: string) => ['patients', tenantId, 'messages', patientId] as const

/** What a patient and the clinic wrote to each other, current as long as it is shown. */
export function usePatientMessages(
  patientId: MaybeRefOrGetter<string>,
  direction: MaybeRefOrGetter<DirectionFilter>,
) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const stats = useQuery({
    queryKey: computed(() => [...keyOf(tenantId, toValue(patientId)), 'stats']),
    queryFn: () => getMessageStats(tenantId, toValue(patientId)),
  })
  const messages = useInfiniteQuery({
    queryKey: computed(() => [...keyOf(tenantId, toValue(patientId)), toValue(direction)]),
    queryFn: ({ pageParam }) =>
      listPatientMessages(tenantId, toValue(patientId), toValue(direction), pageParam),
    initialPageParam: null as ConversationMessage | null,
    getNextPageParam: (page: ConversationMessage[]) => (page.length < MESSAGE_PAGE ? undefined : page.at(-1)),
  })

  const refresh = () => void client.invalidateQueries({ queryKey: keyOf(tenantId, toValue(patientId)) })
  const isOwn = (threadId: string) =>
    stats.data.value?.conversations.some(({ thread_id }) => thread_id === threadId) ?? false
  const channel = useTenantChannel()
  channel.on('message', ({ message }) => {
    if (isOwn(message.thread_id)) refresh()
  })
  channel.on('message_removed', ({ thread_id }) => {
    if (isOwn(thread_id)) refresh()
  })
  channel.on('patient', (event) => {
    const ids = 'ids' in event ? event.ids : [event.id]
    if (ids.includes(toValue(patientId))) refresh()
  })
  channel.onGap(refresh)

  return { stats, messages }
}
