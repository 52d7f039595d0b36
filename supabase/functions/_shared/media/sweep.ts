import type { MessagingService } from '../messaging/database.ts'
import type { ObjectStore } from './object-store.ts'

export interface SweepDeps {
  database: Pick<MessagingService, 'filesOfRemovedClinics'>
  store: Pick<ObjectStore, 'in'>
}

/** Removes what clinics that are gone have left in the buckets; how many objects that were. */
export type Sweep = () => Promise<number>

/** What one run does; the next one goes on. */
const mostRounds = 50

/** The sweep of the project's storage. Objects that are removed twice are removed once. */
export function createSweep({ database, store }: SweepDeps): Sweep {
  return async () => {
    let removed = 0
    for (let round = 0; round < mostRounds; round += 1) {
      const left = await database.filesOfRemovedClinics()
      if (left === null) break
      await store.in(left.bucket).remove(left.paths)
      removed += left.paths.length
    }
    return removed
  }
}
