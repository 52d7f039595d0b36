import { watch, type Ref } from 'vue'
import { needsFreshQr } from './rules'
import type { EvolutionSetup } from './types'

/** Codes that nobody reads are not asked for without end: a server gives up after some as well. */
const MOST_IN_A_ROW = 5

/** After a disconnect the next code prepares itself: the person who comes to pair the phone finds it there. */
export function useFreshQr(evolution: Readonly<Ref<EvolutionSetup>>, refresh: () => Promise<unknown>): void {
  let asked = 0
  watch(
    () => [needsFreshQr(evolution.value), evolution.value.last_event_at] as const,
    ([needed]) => {
      if (evolution.value.state === 'open') asked = 0
      if (!needed || asked >= MOST_IN_A_ROW) return
      asked += 1
      void refresh()
    },
    { immediate: true },
  )
}
