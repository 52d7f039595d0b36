import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { patientsOf, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const childId = '0a000000-0000-4000-8000-000000000002'
const key = `whatsapp:${mariana}`

describe('list_conversation_patients', () => {
  it('is empty for an unknown number, and has whoever has that number', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      expect(await patientsOf(session, key)).toEqual([])
      await savePatient(session, { phones: [{ phone: mariana }] })
      expect(await patientsOf(session, key)).toEqual(['Mariana Souza'])
    }))

  it('says what links them: somebody, the number, or both', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      await savePatient(session, { phones: [{ phone: mariana }] })
      await savePatient(session, { id: childId, patient: { full_name: 'Caio Souza' } })
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.link_conversation(${aurora.id}, ${key}, ${childId})`,
      )
      expect(
        await session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`
            select name, is_by_hand, is_by_number from public.list_conversation_patients(${aurora.id}, ${key})`,
        ),
      ).toEqual([
        { name: 'Caio Souza', is_by_hand: true, is_by_number: false },
        { name: 'Mariana Souza', is_by_hand: false, is_by_number: true },
      ])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_conversation_patients(${aurora.id}, ${key})`)
})
