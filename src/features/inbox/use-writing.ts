import { computed } from 'vue'
import { useCreditBalance } from '@/features/credits/queries'
import { isSpent } from '@/features/credits/rules'
import { useTenant } from '@/features/tenancy/context'
import { useServiceWindow } from './queries'
import { composerBlock, isOfficial, takesTemplates } from './rules'
import type { ConversationThread } from './types'
import { useNow } from './use-now'

/** What may be written in a conversation now, as the database said, and until when. */
export function useWriting(tenantId: string, thread: () => ConversationThread) {
  const { membership } = useTenant()
  const now = useNow()
  const whatsapp = computed(() => membership.value?.whatsapp ?? null)
  const official = () => isOfficial(whatsapp.value)
  const { data: until, isPending } = useServiceWindow(tenantId, () => thread().thread_key, official)
  const { balance } = useCreditBalance(official)

  const block = computed(() =>
    composerBlock(
      thread(),
      whatsapp.value,
      { isOutOfCredits: balance.value !== null && isSpent(balance.value), windowUntil: until.value },
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
