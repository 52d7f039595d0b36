import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import type { ImportService } from '../import/database.ts'

export interface UndoImportDeps {
  imports: ImportService
  now(): Date
}

const workForMs = 15_000

/** Takes an import back, part by part; each part is a transaction. */
export function undoImport({ imports, now }: UndoImportDeps): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no import.')
    const until = now().getTime() + workForMs
    for (;;) {
      const isOver = await imports.undoImportRows(job.tenant_id, id, job.lease_token)
      if (isOver === null) return 'lost'
      if (isOver) return
      if (now().getTime() > until) return (await imports.pauseImport(job)) ? 'retried' : 'lost'
    }
  }
}
