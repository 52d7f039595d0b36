import { describe, expect, it } from 'vitest'
import { ask, otherSessionId, patients, sessionId, sueli } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { mariana } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { savePatient } from '../support/patients.ts'
import { bookBefore, openReminders, saveReminders, tick, windowOf, write } from '../support/reminders.ts'
import { callsAt, note, saidAt } from '../support/session-calls.ts'

const db = await createDatabase()
// Tuesday 8/1/2030 at 15:00 in São Paulo, a day before
const dayBefore = '2030-01-07T18:00:00Z'
const hour = (n: number) => new Date(Date.parse(dayBefore) + n * 3_600_000).toISOString()

describe('list_session_calls', () => {
  it('names who got a reminder and said nothing for two hours, with number and conversation', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      expect(await saidAt(session, hour(-1))).toEqual([])
      await tick(session, dayBefore)
      expect(await saidAt(session, hour(1))).toEqual([])
      expect(await callsAt(session, hour(2))).toMatchObject([
        {
          session_id: sessionId,
          patient_name: 'Ana Prado',
          told_name: null,
          phone: mariana,
          thread_key: `whatsapp:${mariana}`,
          is_today: false,
          reason: null,
          call: null,
        },
      ])
      await write(session, '1', hour(2.5))
      expect(await saidAt(session, hour(3))).toEqual([])
    }))

  it('does not wait when the session is soon, and stops when it begins', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await saveReminders(session, { windows: [windowOf(120)] })
      await bookBefore(session)
      await tick(session, hour(22))
      expect(await callsAt(session, hour(22))).toMatchObject([{ is_today: true }])
      expect(await saidAt(session, hour(24))).toEqual([])
    }))

  it('names who could not be reminded and why, once nothing more will go', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session, { patient_ids: [patients.caio] })
      expect(await saidAt(session, hour(-20))).toEqual([])
      expect(await callsAt(session, hour(1))).toMatchObject([
        { patient_name: 'Caio Souza', reason: 'no_conversation', phone: null, thread_key: null },
      ])
      // booked after the first one was due, but the second will go
      await bookBefore(session, {
        id: otherSessionId,
        at: hour(1),
        start_local: '2030-01-08T16:00',
        therapist_id: sueli,
      })
      expect(await saidAt(session, hour(2))).toEqual(['Caio Souza no_conversation'])
    }))

  it('calls the guardian of a child', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      const child = '0d000000-0000-4000-8000-0000000000c1'
      await savePatient(session, {
        id: child,
        patient: { full_name: 'Téo Prado' },
        relations: [
          { kinship: 'mother', full_name: 'Clara Prado', phone: mariana, is_guardian: true, is_told: true },
        ],
      })
      await bookBefore(session, { patient_ids: [child] })
      await tick(session, dayBefore)
      expect(await callsAt(session, hour(3))).toMatchObject([
        { patient_name: 'Téo Prado', told_name: 'Clara Prado', phone: mariana },
      ])
    }))

  it('puts whom nobody reached behind, and whom somebody reached to what is done', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      await bookBefore(session, {
        id: otherSessionId,
        start_local: '2030-01-08T17:00',
        patient_ids: [patients.bia],
      })
      await tick(session, hour(2))
      expect(await saidAt(session, hour(5))).toEqual(['Ana Prado sent', 'Bia Reis sent'])
      const of = (patient_id: string, session_id: string, outcome: string) =>
        note(session, { id: crypto.randomUUID(), session_id, patient_id, outcome })
      await of(patients.ana, sessionId, 'no_answer')
      expect(await saidAt(session, hour(5))).toEqual(['Bia Reis sent', 'Ana Prado sent no_answer'])
      await of(patients.ana, sessionId, 'confirmed')
      expect(await saidAt(session, hour(5))).toEqual(['Bia Reis sent', 'Ana Prado done confirmed'])
      expect((await callsAt(session, hour(5)))[1]!.call).toMatchObject({ by_name: 'Rita Recepção' })
    }))

  it('is empty where reminders are off, and shows a therapist the own sessions', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString('sv-SE', {
        timeZone: 'America/Sao_Paulo',
      })
      await bookBefore(session, {
        start_local: `${tomorrow}T12:00`,
        patient_ids: [patients.caio],
        at: new Date().toISOString(),
      })
      await saveReminders(session, { windows: [windowOf(10080)] })
      const who = (as?: 'terapeuta@aurora.test' | 'supervisor@aurora.test') =>
        ask<unknown[]>(session, 'list_session_calls', {}, as)
      expect(await who()).toHaveLength(1)
      expect(await who('terapeuta@aurora.test')).toHaveLength(1)
      await session.asPostgres((sql) => sql`update public.sessions set therapist_id = ${sueli}`)
      expect(await who('terapeuta@aurora.test')).toEqual([])
      await saveReminders(session, { is_on: false })
      expect(await who()).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_session_calls(${aurora.id})`)
})
