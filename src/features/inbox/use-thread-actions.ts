import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import { assignConversation, renameConversation, setConversationOptOut, setConversationStatus } from './api'
import type { CacheWriter } from './cache-writer'
import type { ConversationThread, ThreadStatus } from './types'

/** What can be done with a conversation as a whole. The answer goes into every list at once. */
export function useThreadActions(tenantId: MaybeRefOrGetter<string>, writer: () => CacheWriter) {
  const { t } = useI18n()

  const assign = useAction(async (thread: ConversationThread, userId: string | null) => {
    writer().putThread(await assignConversation(toValue(tenantId), thread.thread_key, userId))
  })
  const setStatus = useAction(async (thread: ConversationThread, status: ThreadStatus) => {
    writer().putThread(await setConversationStatus(toValue(tenantId), thread.thread_key, status))
    toastOk(t(status === 'finished' ? 'inbox.thread.finishedToast' : 'inbox.thread.reopenedToast'))
  })
  const setOptOut = useAction(async (thread: ConversationThread, optedOut: boolean) => {
    writer().putThread(await setConversationOptOut(toValue(tenantId), thread.thread_key, optedOut))
  })
  const rename = useAction(async (thread: ConversationThread, name: string) => {
    writer().putThread(await renameConversation(toValue(tenantId), thread.thread_key, name))
    toastOk(t('inbox.details.renamed'))
  })

  return {
    rename: rename.run,
    assign: assign.run,
    setStatus: setStatus.run,
    setOptOut: setOptOut.run,
    busy: computed(
      () =>
        rename.running.value || assign.running.value || setStatus.running.value || setOptOut.running.value,
    ),
  }
}
