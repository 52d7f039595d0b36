import type { ChangeLease } from '../types.ts'
import type { JobEnd, JobHandler } from '../../platform/jobs.ts'
import type { RunChange } from '../changing.ts'

const ends: Readonly<Record<string, JobEnd>> = {
  done: 'finished',
  permanent: 'finished',
  retry: 'retried',
  dead: 'dead',
}

/** Makes a change that was not made at once. */
export function changeMessage({ runChange }: { runChange: RunChange }): JobHandler {
  return async (job) => {
    // `app.open_message_changes` is what the kind adds to a claimed job.
    const lease = job.opened as ChangeLease | null
    if (!lease) return 'lost'
    const { state } = await runChange(lease)
    return ends[state] ?? 'lost'
  }
}
