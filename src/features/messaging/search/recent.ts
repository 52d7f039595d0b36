import { ref } from 'vue'
import { readStored, writeStored } from '@/lib/stored'
import { readRecent, withRecent } from './rules'

/** What a person looked for in a clinic, on this device alone. */
export function useRecentSearches(userId: string, tenantId: string) {
  const prefix = `zelo.search.${userId}.`
  const recent = ref(readRecent(readStored(prefix).get(tenantId)))

  function keep(searches: string[]) {
    recent.value = searches
    writeStored(prefix + tenantId, searches.length > 0 ? JSON.stringify(searches) : null)
  }

  return {
    recent,
    add: (search: string) => keep(withRecent(recent.value, search)),
    clear: () => keep([]),
  }
}
