import { computed, type ComputedRef } from 'vue'
import { useTenant } from '@/kit/clinic/context'
import { useNow } from '@/ui/use-now'
import { ageOn } from './rules'

/** The day in the clinic's time zone, and how old somebody is on it. */
export function useToday() {
  const { membership } = useTenant()
  const now = useNow()
  const today: ComputedRef<string> = computed(() =>
    new Intl.DateTimeFormat('en-CA', { timeZone: membership.value?.time_zone }).format(now.value),
  )
  return {
    today,
    ageOf: (birthDate: string | null) => (birthDate === null ? null : ageOn(birthDate, today.value)),
  }
}
