import type { JobHandler } from '../../platform/jobs.ts'
import { DinamizeFailure } from '../../providers/dinamize/answer.ts'
import type { DinamizeService, OpenSession } from '../dinamize.ts'
import { fieldsOf } from './push-lead.ts'

export interface PullLeadsDeps {
  dinamize: Pick<DinamizeService, 'beginPull' | 'applyPage' | 'pause' | 'putOff'>
  openSession: OpenSession
}

/**
 * Reads the list of a clinic at Dinamize, page by page. A page and the step to the next are one transaction, so whoever
 * takes the job after a crash goes on behind the last page that counted.
 */
export function pullLeads({ dinamize, openSession }: PullLeadsDeps): JobHandler {
  return async (job) => {
    const session = await openSession(job.tenant_id)
    if (session === null) return
    for (;;) {
      const pull = await dinamize.beginPull(job.tenant_id)
      if (pull === null) return
      if ('wait_until' in pull) return dinamize.putOff(job, pull.wait_until)
      try {
        const { contacts, hasNext } = await session.client.page(pull.list_code, pull.since, pull.page)
        const read = contacts.map((contact) => {
          const { name, email, phone, company } = fieldsOf(pull, contact)
          return {
            code: contact.code,
            email: email ?? null,
            name: name ?? null,
            phone: phone ?? null,
            company: company ?? null,
            insert_date: contact.insertDate,
            opted_out: contact.isOptedOut,
          }
        })
        if (!(await dinamize.applyPage(job.tenant_id, pull, read, hasNext))) return
      } catch (error) {
        if (!(error instanceof DinamizeFailure)) throw error
        if (error.answer.kind === 'limited') return dinamize.pause(job, 'in', error.answer.seconds)
        if (error.answer.kind === 'refused') return session.refuse(error.answer.code)
        throw error
      }
    }
  }
}
