import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sueli } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { getPatient, savePatient } from '../support/patients.ts'

const db = await createDatabase()

interface Waiting {
  total: number
  lines: { patient_name: string; patient_id: string; waiting_since: string }[]
}
const waiting = (session: Session, as: Email = 'terapeuta@aurora.test') =>
  ask<Waiting>(session, 'list_own_patients_waiting', {}, as)

describe('list_own_patients_waiting', () => {
  it('shows who waits for an answer of those whom one treats, and nobody else', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      for (const [id, phone, full_name] of [
        [patients.ana, mariana, 'Ana Prado'],
        [patients.bia, joao, 'Bia Reis'],
      ] as const) {
        const { patient } = await getPatient(session, id)
        await savePatient(session, {
          id,
          version: patient.version,
          patient: { full_name },
          phones: [{ phone }],
        })
        await receive(session, { provider_message_id: `W${phone}`, address: { phone } })
      }
      expect(await waiting(session)).toEqual({ total: 0, lines: [] })
      await book(session)
      await book(session, { id: patients.caio, therapist_id: sueli, patient_ids: [patients.bia] })
      expect(await waiting(session)).toMatchObject({
        total: 1,
        lines: [
          {
            patient_id: patients.ana,
            patient_name: 'Ana Prado',
            waiting_since: expect.any(String) as string,
          },
        ],
      })
      expect((await waiting(session, 'supervisor@aurora.test')).lines).toMatchObject([
        { patient_name: 'Bia Reis' },
      ])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_own_patients_waiting(${aurora.id})`)
})
