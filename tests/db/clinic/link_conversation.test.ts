import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { patientId, patientsOf, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`
const link = (session: Session, of = key, id = patientId) =>
  session.asUser(
    'terapeuta@aurora.test',
    (sql) => sql`select public.link_conversation(${aurora.id}, ${of}, ${id})`,
  )
const arrives = async (session: Session) => {
  await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
  await savePatient(session, { patient: { full_name: 'Caio Souza' } })
}

describe('link_conversation', () => {
  it('says whose it is, whatever the number says, once', () =>
    db.rolledBack(async (session) => {
      await arrives(session)
      await link(session)
      await link(session)
      expect(await patientsOf(session, key)).toEqual(['Caio Souza'])
    }))

  it('goes along when the conversation becomes part of another', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, { patient: { full_name: 'Ana Lima' } })
      await receive(session, { provider_message_id: 'A1', address: { lid: '777' } })
      await link(session, 'whatsapp:lid:777')
      await receive(session, { provider_message_id: 'A2', address: { phone: joao } })
      await receive(session, { provider_message_id: 'A3', address: { phone: joao, lid: '777' } })
      expect(await patientsOf(session, `whatsapp:${joao}`)).toEqual(['Ana Lima'])
    }))

  it('refuses a patient who is not there', () =>
    db.rolledBack(async (session) => {
      await arrives(session)
      await expectRefusal(() => link(session, key, aurora.id), 'PT404', 'patient_not_found')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.link_conversation(${aurora.id}, ${key}, ${patientId})`,
    arrives,
  )
})
