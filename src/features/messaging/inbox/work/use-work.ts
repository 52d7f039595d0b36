import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { requireTenantId, useTenant } from '@/kit/clinic/context'
import { confirmAction } from '@/ui/confirm'
import { toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import { useFormat } from '@/kit/i18n/use-format'
import { CacheWriter } from '../live/cache-writer'
import { useInboxStore } from '../shared/store'
import type { ConversationThread } from '../types'
import {
  blockConversation,
  finishConversation,
  pinConversation,
  snoozeConversation,
  tagConversation,
} from './api'
import { workKeys } from './queries'

/** What a team does with a conversation beside writing. Every list shows the answer at once. */
export function useWork() {
  const { t } = useI18n()
  const format = useFormat()
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const { context } = useTenant()
  const store = useInboxStore()
  const writer = new CacheWriter(client, tenantId, () => ({
    userId: context.value?.user.id ?? '',
    openThreadId: store.openThreadId,
  }))

  const tag = useAction(async (thread: ConversationThread, tagId: string, on: boolean) => {
    writer.putThread(await tagConversation(tenantId, thread.thread_key, tagId, on))
  })
  const snooze = useAction(async (thread: ConversationThread, until: string | null) => {
    writer.putThread(await snoozeConversation(tenantId, thread.thread_key, until))
    if (until === null) toastOk(t('teamwork.snooze.woken'))
    else
      toastOk(t('teamwork.snooze.done', { until: format.moment(until) }), () => void snooze.run(thread, null))
  })
  const block = useAction(async (thread: ConversationThread, blocked: boolean) => {
    writer.putThread(await blockConversation(tenantId, thread.thread_key, blocked))
    toastOk(t(`teamwork.block.${blocked ? 'done' : 'undone'}`))
  })
  const pin = useAction(async (thread: ConversationThread, pinned: boolean) => {
    await pinConversation(tenantId, thread.thread_key, pinned)
    await client.cancelQueries({ queryKey: workKeys.pinned(tenantId) })
    client.setQueryData<ConversationThread[]>(workKeys.pinned(tenantId), (rows) => {
      const rest = rows?.filter(({ id }) => id !== thread.id)
      return rest && (pinned ? [thread, ...rest] : rest)
    })
  })
  const finish = useAction(async (thread: ConversationThread, reason: string) => {
    writer.putThread(await finishConversation(tenantId, thread.thread_key, reason))
    toastOk(t('inbox.thread.finishedToast'))
  })

  async function askBlock(thread: ConversationThread, name: string): Promise<void> {
    const confirmed = await confirmAction({
      title: t('teamwork.block.confirm.title', { name }),
      text: t('teamwork.block.confirm.text'),
      action: t('teamwork.block.confirm.action'),
      danger: true,
    })
    if (confirmed) await block.run(thread, true)
  }

  return {
    tag: tag.run,
    snooze: snooze.run,
    pin: pin.run,
    finish: finish.run,
    askBlock,
    unblock: (thread: ConversationThread) => block.run(thread, false),
  }
}
