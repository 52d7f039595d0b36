import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { DinamizeFailure } from '../../providers/dinamize/answer.ts'
import type { DinamizeService, OpenSession } from '../dinamize.ts'

export interface EraseContactDeps {
  dinamize: Pick<DinamizeService, 'beginErasure' | 'noteErasure' | 'pause' | 'putOff'>
  openSession: OpenSession
}

/**
 * Removes somebody from the list at Dinamize who was erased here. Whoever takes the job after a crash asks again: a contact
 * that is gone already is refused by Dinamize, which is noted. Until the clinic is connected again it is tried for days.
 */
export function eraseContact({ dinamize, openSession }: EraseContactDeps): JobHandler {
  return async (job) => {
    const [place, code] = [textAt(job.payload, 'place'), textAt(job.payload, 'contact_code')]
    if (place === null || code === null) throw new Error('The job names no contact.')
    const begun = await dinamize.beginErasure(job.tenant_id, place)
    if (begun === null) return dinamize.noteErasure(job.tenant_id, 'failed', 'disconnected')
    if ('wait_until' in begun) return dinamize.putOff(job, begun.wait_until)
    const session = await openSession(job.tenant_id)
    if (session === null) throw new Error('Dinamize takes user and password no more.')
    try {
      await session.client.remove(begun.list_code, code)
    } catch (error) {
      if (!(error instanceof DinamizeFailure)) throw error
      const { answer } = error
      if (answer.kind === 'limited') return dinamize.pause(job, 'out', answer.seconds)
      if (answer.kind === 'refused') await session.refuse(answer.code)
      if (answer.kind === 'failed') return dinamize.noteErasure(job.tenant_id, 'failed', answer.code)
      throw error
    }
    await dinamize.noteErasure(job.tenant_id, 'erased', null)
  }
}
