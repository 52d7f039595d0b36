import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, provide, watch } from 'vue'
import { requireTenantId, useTenant } from '@/kit/clinic/context'
import { useDraftsStore } from '../compose/drafts-store'
import { useOutboxStore } from '../compose/outbox-store'
import { useDraftsLive } from '../compose/use-draft'
import { useThread } from '../queries'
import { useClinicMembers } from '../shared/members'
import { useInboxStore } from '../shared/store'
import { inboxViewerKey } from '../shared/use-inbox-viewer'
import { useWorkLive } from '../work/queries'
import { CacheWriter } from './cache-writer'
import { provideColleagues } from './use-colleagues'
import { useInboxLive } from './use-inbox-live'

interface InboxScreenOptions {
  /** Key of the conversation that is open; null when none is. */
  threadKey: () => string | null
  /** The open conversation has another key now: it was merged, or its number became known. */
  onMoved: (threadKey: string) => void
  /** A list beside the conversation keeps its row, whatever becomes of it, while it is open. */
  hasList?: boolean
}

/**
 * All that conversations need on a screen: who looks, who else is there, and that lists, messages, drafts and what is on
 * its way stay current. Called once by whoever shows them: the inbox, the board, the drawer.
 */
export function useInboxScreen({ threadKey, onMoved, hasList = false }: InboxScreenOptions) {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const userId = useTenant().context.value?.user.id ?? ''
  const store = useInboxStore()
  const outbox = useOutboxStore()
  const drafts = useDraftsStore()
  outbox.open(userId)
  drafts.open(userId, tenantId)

  const members = useClinicMembers(tenantId)
  provide(inboxViewerKey, { userId, nameOf: members.nameOf, managers: members.managers })
  const viewer = () => ({ userId, openThreadId: hasList ? store.openThreadId : null })
  const writer = new CacheWriter(client, tenantId, viewer)
  const { data: thread, error, isError, refetch } = useThread(tenantId, threadKey)
  const openId = () => (threadKey() === null ? null : (thread.value?.id ?? null))

  provideColleagues(userId, openId)
  useInboxLive({
    tenantId: () => tenantId,
    writer: () => writer,
    onMerged: (fromKey, intoKey) => {
      if (threadKey() === fromKey) onMoved(intoKey)
    },
  })
  useWorkLive(tenantId)
  useDraftsLive(userId)
  onScopeDispose(
    outbox.onSent((item, { message }) => {
      if (item.tenantId === tenantId) writer.putAnswer(item.threadKey, message)
    }),
  )
  watch(
    () => (threadKey() === null ? undefined : thread.value),
    (open, before) => {
      store.openThreadId = open?.id ?? null
      if (!before || before.id === open?.id) return
      writer.settleThread(before.id)
      // It was merged into another while nobody heard of it.
      if (!open || threadKey() !== before.thread_key) return
      writer.mergeThreads(before.id, open.thread_key)
      drafts.merge(before.id, open.id, open.thread_key)
    },
    { immediate: true },
  )
  // A key from an old link may belong to a conversation that was merged into another.
  watch(
    () => (threadKey() === null ? null : (thread.value?.thread_key ?? null)),
    (key) => {
      if (key !== null && key !== threadKey()) onMoved(key)
    },
    { immediate: true },
  )
  onScopeDispose(() => (store.openThreadId = null))

  return { tenantId, userId, members, viewer, writer, thread, error, isError, refetch }
}
