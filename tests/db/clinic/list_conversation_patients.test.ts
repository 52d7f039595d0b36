import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { patientsOf, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

describe('list_conversation_patients', () => {
  it('is empty for an unknown number, and has whoever has that number', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      expect(await patientsOf(session, key)).toEqual([])
      await savePatient(session, { phones: [{ phone: mariana }] })
      expect(await patientsOf(session, key)).toEqual(['Mariana Souza'])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_conversation_patients(${aurora.id}, ${key})`)
})
