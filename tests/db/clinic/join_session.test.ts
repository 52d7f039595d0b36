import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sessionId, types, type AgendaSession } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const group = { session_type_id: types.group, patient_ids: [patients.ana] }

describe('join_session', () => {
  it('takes one more as long as there is a place', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, group)
      const join = (patient_id: string) =>
        ask<AgendaSession>(session, 'join_session', { id: sessionId, patient_id })
      await join(patients.bia)
      await join(patients.bia)
      expect((await join(patients.caio)).patients.map(({ name }) => name)).toEqual([
        'Ana Prado',
        'Bia Reis',
        'Caio Souza',
      ])
      await expectRefusal(() => join(patients.davi), 'PT409', 'session_full')
      await ask(session, 'leave_session', { id: sessionId, patient_id: patients.bia })
      await join(patients.davi)
      await expectRefusal(() => join(patients.bia), 'PT409', 'session_full')
      await expectRefusal(() => join(sessionId), 'PT404', 'patient_not_found')
    }))

  it('is not for a session that is over', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { version } = await book(session, group)
      await ask(session, 'cancel_session', { id: sessionId, version })
      await expectRefusal(
        () => ask(session, 'join_session', { id: sessionId, patient_id: patients.bia }),
        'PT409',
        'session_closed',
      )
    }))

  it('gives the last place to one of two', async () => {
    await openAgenda(db)
    await book(db, { ...group, patient_ids: [patients.ana, patients.bia] })
    const join = (patient_id: string) => ask(db, 'join_session', { id: sessionId, patient_id })
    const outcomes = await Promise.allSettled([join(patients.caio), join(patients.davi)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((one) => one.status === 'rejected')?.reason).toMatchObject({
      message: 'session_full',
    })
  })

  itIsForMembers(db, (sql) => sql`select public.join_session(${aurora.id}, ${sessionId}, ${patients.ana})`)
})
