import { computed, ref } from 'vue'
import { useCreditBalance, isSpent } from '@/features/billing/credits'
import { kindOfFamily } from '@/kit/clinic/context'
import { useServiceWindow } from '../queries'
import { composerBlock, takesTemplates } from '../rules'
import type { ConversationThread } from '../types'
import { useNow } from '@/ui/use-now'

/** Through what the clinic writes, and whether it has anything left to pay with. */
function useSending(family: () => string = () => 'whatsapp') {
  const kind = computed(() => kindOfFamily(family()))
  const { balance } = useCreditBalance(() => kind.value?.costs_credits ?? false)
  return { kind, isOutOfCredits: () => balance.value !== null && isSpent(balance.value) }
}

/** Why the clinic can write to nobody now. */
export function useSendingBlock() {
  const { kind, isOutOfCredits } = useSending()
  const anybody = { opted_out: false }
  return computed(() =>
    composerBlock(
      anybody,
      kind.value,
      { isOutOfCredits: isOutOfCredits(), windowUntil: undefined },
      new Date(),
    ),
  )
}

/** What may be written in a conversation now, as the database said, and until when. */
export function useWriting(tenantId: string, thread: () => ConversationThread) {
  const now = useNow()
  const { kind, isOutOfCredits } = useSending(() => thread().channel)
  const hasWindow = () => kind.value !== null && kind.value.window_hours !== null
  const { data: until, isPending } = useServiceWindow(tenantId, () => thread().thread_key, hasWindow)

  // a person may answer somebody who opted out of what is sent by itself; nobody does so without noticing
  const despiteOptOut = ref(false)
  const wish = () => ({ opted_out: thread().opted_out && !despiteOptOut.value })
  const block = computed(() =>
    composerBlock(
      wish(),
      kind.value,
      { isOutOfCredits: isOutOfCredits(), windowUntil: until.value },
      now.value,
    ),
  )

  return {
    block,
    writeAnyway: () => (despiteOptOut.value = true),
    /** Nobody knows yet whether a text is taken. */
    isAsking: computed(() => hasWindow() && isPending.value && block.value === null),
    windowUntil: computed(() => (hasWindow() ? (until.value ?? null) : null)),
    hasTemplates: computed(() => takesTemplates(wish(), kind.value) && block.value !== 'no_credits'),
  }
}
