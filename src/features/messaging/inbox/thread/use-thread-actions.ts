import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { dismissToast, toastError, toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import { useErrorText } from '@/ui/use-error-text'
import {
  assignConversation,
  markConversationRead,
  markConversationUnread,
  renameConversation,
  setConversationOptOut,
  setConversationStatus,
} from '../api'
import type { CacheWriter } from '../live/cache-writer'
import type { ConversationThread } from '../types'

export interface ThreadActionsOptions {
  tenantId: MaybeRefOrGetter<string>
  writer: () => CacheWriter
  /** A conversation that was finished is wanted back. */
  goBackTo: (thread: ConversationThread) => void
}

/** What can be done with a conversation as a whole. The answer goes into every list at once. */
export function useThreadActions({ tenantId, writer, goBackTo }: ThreadActionsOptions) {
  const { t } = useI18n()
  const textOf = useErrorText()

  const assign = useAction(async (thread: ConversationThread, userId: string | null) => {
    writer().putThread(await assignConversation(toValue(tenantId), thread.thread_key, userId))
  })
  const reopen = useAction(async (thread: ConversationThread) => {
    writer().putThread(await setConversationStatus(toValue(tenantId), thread.thread_key, 'open'))
    toastOk(t('inbox.thread.reopenedToast'))
  })
  const setOptOut = useAction(
    async (thread: ConversationThread, optedOut: boolean, reason: string | null) => {
      writer().putThread(await setConversationOptOut(toValue(tenantId), thread.thread_key, optedOut, reason))
    },
  )
  const markUnread = useAction(async (thread: ConversationThread) => {
    writer().putThread(await markConversationUnread(toValue(tenantId), thread.thread_key))
  })
  const markRead = useAction(async (thread: ConversationThread) => {
    writer().putThread(await markConversationRead(toValue(tenantId), thread.thread_key, null))
  })

  /** It leaves the lists at once, before the server agrees; for ten seconds that can be taken back. */
  async function finish(thread: ConversationThread): Promise<void> {
    const finished = { ...thread, status: 'finished' as const }
    writer().putThread(finished)
    const finishing = setConversationStatus(toValue(tenantId), thread.thread_key, 'finished')
    const toast = toastOk(t('inbox.thread.finishedToast'), () => void takeBack(thread, finishing))
    try {
      writer().putThread(await finishing)
    } catch (thrown) {
      dismissToast(toast)
      writer().putThread(thread)
      toastError(textOf(thrown))
    }
  }

  async function takeBack(thread: ConversationThread, finishing: Promise<unknown>): Promise<void> {
    await finishing.catch(() => undefined)
    try {
      const open = await setConversationStatus(toValue(tenantId), thread.thread_key, 'open')
      writer().putThread(open)
      goBackTo(open)
    } catch (thrown) {
      toastError(textOf(thrown))
    }
  }

  const rename = useAction(async (thread: ConversationThread, name: string) => {
    writer().putThread(await renameConversation(toValue(tenantId), thread.thread_key, name))
    toastOk(t('inbox.details.renamed'))
  })

  return {
    rename: rename.run,
    assign: assign.run,
    finish,
    reopen: reopen.run,
    setOptOut: setOptOut.run,
    markUnread: markUnread.run,
    markRead: markRead.run,
    busy: computed(
      () => rename.running.value || assign.running.value || reopen.running.value || setOptOut.running.value,
    ),
  }
}
