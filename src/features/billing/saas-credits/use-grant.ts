import { useTenant } from '@/kit/clinic/context'
import { toAppError } from '@/lib/errors'
import { useAction } from '@/ui/use-action'
import { grantAddon, topUp } from './api'
import { useRefresh } from './queries'
import type { Grant } from './types'

type Gift = Omit<Grant, 'clientId'>

/**
 * Gives credits by hand, once: the id of a press stays until its outcome is known, so that a repetition after a lost
 * answer finds the first one. Both resolve to true when the credits are there.
 */
export function useGrant() {
  const refresh = useRefresh()
  const { context } = useTenant()
  let clientId = crypto.randomUUID()

  async function once(give: (adminId: string, clientId: string) => Promise<void>): Promise<true> {
    try {
      await give(context.value?.user.id ?? '', clientId)
      clientId = crypto.randomUUID()
      return true
    } catch (error) {
      // What was asked for before, with other words or another clinic, was given then: it is among the last ones.
      if (toAppError(error).code === 'reference_in_use') clientId = crypto.randomUUID()
      throw error
    } finally {
      void refresh()
    }
  }

  return {
    topUp: useAction((gift: Gift) => once((admin, id) => topUp(admin, { ...gift, clientId: id })), {
      toast: false,
    }),
    grant: useAction(
      (addonType: string, gift: Gift) =>
        once((admin, id) => grantAddon(admin, addonType, { ...gift, clientId: id })),
      { toast: false },
    ),
  }
}
