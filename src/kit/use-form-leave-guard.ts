import { isSignedIn } from './session'
import { useLeaveGuard } from '@/ui/use-discard-guard'

/** Asks before one leaves a settings form that is not as it was read or last saved. Whoever signed out is not asked. */
export function useFormLeaveGuard(values: () => unknown[]) {
  const now = () => JSON.stringify(values())
  let atFirst = now()
  useLeaveGuard(() => isSignedIn() && now() !== atFirst)
  return { saved: () => (atFirst = now()) }
}
