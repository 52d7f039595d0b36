import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { patientId, patientsOf, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`
const linked = async (session: Session) => {
  await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
  await savePatient(session)
  await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.link_conversation(${aurora.id}, ${key}, ${patientId})`,
  )
}
const unlink = (session: Session) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.unlink_conversation(${aurora.id}, ${key}, ${patientId})`,
  )
async function nameOf(session: Session): Promise<string | null> {
  const [thread] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ name: string | null }[]>`
      select contact_name as name from public.get_conversation(${aurora.id}, ${key})`,
  )
  return thread!.name
}

describe('unlink_conversation', () => {
  it('takes back what was linked by hand', () =>
    db.rolledBack(async (session) => {
      await linked(session)
      expect(await nameOf(session)).toBe('Mariana Souza')
      await unlink(session)
      expect(await patientsOf(session, key)).toEqual([])
      expect(await nameOf(session)).toBeNull()
      await receive(session, { provider_message_id: 'A2', address: { phone: mariana } })
      expect(await nameOf(session)).toBe('Mariana Lopes')
    }))

  it('leaves a name that somebody typed since', () =>
    db.rolledBack(async (session) => {
      await linked(session)
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.rename_conversation(${aurora.id}, ${key}, 'Mãe do Caio')`,
      )
      await unlink(session)
      expect(await nameOf(session)).toBe('Mãe do Caio')
    }))

  it('leaves what the number links', () =>
    db.rolledBack(async (session) => {
      await linked(session)
      await savePatient(session, { version: 1, phones: [{ phone: mariana }] })
      await unlink(session)
      expect(await patientsOf(session, key)).toEqual(['Mariana Souza'])
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.unlink_conversation(${aurora.id}, ${key}, ${patientId})`,
    linked,
  )
})
