import type { ClinicService } from '../database.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'

export interface FreedSlotDeps {
  clinic: Pick<ClinicService, 'noteFreedSlot'>
}

/** A session left its time: whoever waits may have it, where the clinic wants that. */
export function freedSlot({ clinic }: FreedSlotDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const sessionId = textAt(payload, 'session_id')
    if (sessionId === null) throw new Error('The job names no session.')
    const before = (payload as { before?: unknown }).before
    await clinic.noteFreedSlot(tenant_id, sessionId, before ?? {})
  }
}
