import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { getPatient, savePatient } from '../support/patients.ts'

const db = await createDatabase()

/** A kind of job that listens. */
async function listen(session: Session, ...events: string[]): Promise<void> {
  await session.asPostgres(async (sql) => {
    await sql`insert into app.job_kinds (kind) values ('listener')`
    for (const event of events)
      await sql`insert into app.event_subscribers (event, job_kind) values (${event}, 'listener')`
  })
}
const heard = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ payload: Record<string, unknown> }[]>`
    select payload from app.jobs where tenant_id = ${aurora.id} and kind = 'listener' order by id`,
  )

describe('publish_event', () => {
  it('makes one job for each kind that listens, in the transaction of what happened', () =>
    db.rolledBack(async (session) => {
      await listen(session, 'session.booked', 'session.moved')
      await openAgenda(session)
      const { version } = await book(session)
      await ask(session, 'set_session_status', { id: sessionId, status: 'confirmed' })
      await ask(session, 'move_session', {
        id: sessionId,
        version: version + 1,
        start_local: '2026-12-02T15:00',
      })
      expect((await heard(session)).map(({ payload }) => [payload['event'], payload['session_id']])).toEqual([
        ['session.booked', sessionId],
        ['session.moved', sessionId],
      ])
    }))

  it('tells of people who come, change, go and come back', () =>
    db.rolledBack(async (session) => {
      await listen(session, 'patient.created', 'patient.changed', 'patient.archived', 'patient.restored')
      const { patient } = await savePatient(session, { id: patients.ana })
      await savePatient(session, { id: patients.ana, version: patient.version, patient: { city: 'Recife' } })
      await ask(session, 'archive_patient', { id: patients.ana, archived: true })
      await ask(session, 'archive_patient', { id: patients.ana, archived: false })
      await getPatient(session, patients.ana)
      expect((await heard(session)).map(({ payload }) => payload['event'])).toEqual([
        'patient.created',
        'patient.changed',
        'patient.archived',
        'patient.restored',
      ])
    }))
})
