import { computed } from 'vue'
import { useCreditBalance, isSpent } from '@/features/billing/credits'
import { useTenant } from '@/kit/clinic/context'
import { useServiceWindow } from '../queries'
import { composerBlock, isOfficial, takesTemplates } from '../rules'
import type { ConversationThread } from '../types'
import { useNow } from '@/ui/use-now'

/** Through what the clinic writes, and whether it has anything left to pay with. */
function useSending() {
  const { membership } = useTenant()
  const whatsapp = computed(() => membership.value?.whatsapp ?? null)
  const official = () => isOfficial(whatsapp.value)
  const { balance } = useCreditBalance(official)
  return { whatsapp, official, isOutOfCredits: () => balance.value !== null && isSpent(balance.value) }
}

/** Why the clinic can write to nobody now. */
export function useSendingBlock() {
  const { whatsapp, isOutOfCredits } = useSending()
  const anybody = { opted_out: false }
  return computed(() =>
    composerBlock(
      anybody,
      whatsapp.value,
      { isOutOfCredits: isOutOfCredits(), windowUntil: undefined },
      new Date(),
    ),
  )
}

/** What may be written in a conversation now, as the database said, and until when. */
export function useWriting(tenantId: string, thread: () => ConversationThread) {
  const now = useNow()
  const { whatsapp, official, isOutOfCredits } = useSending()
  const { data: until, isPending } = useServiceWindow(tenantId, () => thread().thread_key, official)

  const block = computed(() =>
    composerBlock(
      thread(),
      whatsapp.value,
      { isOutOfCredits: isOutOfCredits(), windowUntil: until.value },
      now.value,
    ),
  )

  return {
    block,
    /** Nobody knows yet whether a text is taken. */
    isAsking: computed(() => official() && isPending.value && block.value === null),
    windowUntil: computed(() => (official() ? (until.value ?? null) : null)),
    hasTemplates: computed(() => takesTemplates(thread(), whatsapp.value) && block.value !== 'no_credits'),
  }
}
