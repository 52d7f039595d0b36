import { useQueryClient } from '@tanstack/vue-query'
import { requireTenantId } from '@/kit/clinic/context'
import { useAction } from '@/ui/use-action'
import { cancelMessage, discardMessage, sendMessageNow } from '../api'
import { inboxKeys } from '../queries'

/** What a person decides about a message that waits or failed. Screens hear of it live; this asks again as well. */
export function useOutboundActions() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const refresh = () => void client.invalidateQueries({ queryKey: inboxKeys.conversations(tenantId) })

  return {
    sendNow: useAction((messageId: string) => sendMessageNow(tenantId, messageId).finally(refresh)),
    cancel: useAction((messageId: string) => cancelMessage(tenantId, messageId).finally(refresh)),
    discard: useAction(async (messageId: string) => {
      await discardMessage(tenantId, messageId).finally(refresh)
      return true
    }),
  }
}
