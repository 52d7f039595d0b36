import type { MessagingService } from '../database.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { Bucket, ObjectStore } from '../../media/object-store.ts'

export interface RemoveMediaDeps {
  database: Pick<MessagingService, 'completeMediaRemoval'>
  store: ObjectStore
}

/** Removes the object of a file that nobody keeps any more. What is not there is removed already. */
export function removeMedia({ database, store }: RemoveMediaDeps): JobHandler {
  return async (job) => {
    // `app.open_media_removals` is what the kind adds to a claimed job.
    const opened = job.opened as { bucket: Bucket; paths: string[] } | null
    if (!opened) return 'lost'
    await store.in(opened.bucket).remove(opened.paths)
    return (await database.completeMediaRemoval(job)) ? 'finished' : 'lost'
  }
}
