import type { Session } from './database.ts'
import { completeSend, createOutbound, openConversation, type Created, type Outcome } from './outbox.ts'

/** A message of Clínica Aurora whose last attempt failed. */
export async function deadSend(session: Session, outcome: Outcome = 'temporary'): Promise<Created> {
  await openConversation(session)
  const created = await createOutbound(session)
  await session.asPostgres(
    (sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where id = ${created.lease!.job_id}`,
  )
  await completeSend(session, created.lease!, outcome, { code: 'http_503', detail: 'Service Unavailable' })
  return created
}
