import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { mergedId, mergePatients, survivorId, twoPatients } from '../support/merges.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()
async function stats(session: Session, id = patientId): Promise<Record<string, unknown>> {
  const [row] = await session.asUser(
    'terapeuta@aurora.test',
    (sql) => sql<{ stats: Record<string, unknown> }[]>`
      select public.patient_message_stats(${aurora.id}, ${id}) as stats`,
  )
  return row!.stats
}

describe('patient_message_stats', () => {
  it('counts both sides of all conversations, and of nobody who never wrote', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, { phones: [{ phone: mariana }] })
      const none = { total: 0, received: 0, sent: 0, first_at: null, last_at: null, conversations: [] }
      expect(await stats(session)).toEqual(none)
      for (const [n, from_me] of [false, true, false].entries())
        await receive(session, {
          provider_message_id: `A${n}`,
          occurred_at: at(n),
          from_me,
          address: { phone: mariana },
        })
      expect(await stats(session)).toMatchObject({
        total: 3,
        received: 2,
        sent: 1,
        conversations: [{ thread_key: `whatsapp:${mariana}`, phone: mariana }],
      })
      const { first_at, last_at } = await stats(session)
      expect([first_at, last_at].map((moment) => Date.parse(String(moment)))).toEqual(
        [at(0), at(2)].map(Date.parse),
      )
    }))

  it('has those of who was merged into them', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      await twoPatients(session, {}, { phones: [{ phone: mariana }] })
      expect(await stats(session, survivorId)).toMatchObject({ total: 0 })
      await mergePatients(session)
      expect(await stats(session, survivorId)).toMatchObject({ total: 1 })
      expect(await stats(session, mergedId)).toMatchObject({ total: 1 })
    }))

  it('refuses nobody', () =>
    db.rolledBack((session) =>
      expectRefusal(() => stats(session, randomUUID()), 'PT404', 'patient_not_found'),
    ))

  itIsForMembers(
    db,
    (sql) => sql`select public.patient_message_stats(${aurora.id}, ${patientId})`,
    (session) => savePatient(session),
  )
})
