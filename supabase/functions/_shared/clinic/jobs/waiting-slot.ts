import type { ClinicService } from '../database.ts'
import type { RunSend } from '../../messaging/sending.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'

export interface WaitingSlotDeps {
  clinic: Pick<ClinicService, 'advanceWaitingSlot'>
  runSend: RunSend
  /** Where functions answer, for the links in offers. */
  publicUrl: string
}

/** The next step of a time on offer: a deadline that passed, or whoever is next in turn. */
export function waitingSlot({ clinic, runSend, publicUrl }: WaitingSlotDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no slot.')
    const { sends } = await clinic.advanceWaitingSlot(tenant_id, id, `${publicUrl}/waiting-offer?token=`)
    // Each send has a job of its own: whatever becomes of this attempt is noted there.
    for (const sent of sends) if ('lease' in sent && sent.lease) await runSend(sent.lease)
  }
}
