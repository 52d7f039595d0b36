import { readStored, writeStored } from '@/lib/stored'
import { nearOf, readOpened, withOpened } from './rules'

/**
 * What a person opened from the search of a clinic, how often and when, on this device: ids alone, so that names are read
 * from the clinic each time and nobody is shown who may not be seen any more.
 */
export function useOpened(userId: string, tenantId: string) {
  const prefix = `zelo.search.opened.${userId}.`
  const read = () => readOpened(readStored(prefix).get(tenantId))
  return {
    /** The ids, the nearest first. */
    near: () => nearOf(read(), Date.now()),
    note: (id: string) => writeStored(prefix + tenantId, JSON.stringify(withOpened(read(), id, Date.now()))),
    clear: () => writeStored(prefix + tenantId, null),
  }
}
