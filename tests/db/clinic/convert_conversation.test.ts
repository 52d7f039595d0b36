import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { patientId, patientsOf, type Person } from '../support/patients.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`
const arrives = (session: Session) =>
  receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
async function convert(
  session: Session,
  name = 'Mariana Souza',
  id = patientId,
  of = key,
  seen: string[] | null = null,
): Promise<Person> {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ person: Person }[]>`
      select public.convert_conversation(${aurora.id}, ${of}, ${id}, ${name}, null, ${seen}::uuid[]) as person`,
  )
  return row!.person
}

describe('convert_conversation', () => {
  it('makes a patient with the number, and calls the conversation as they are called', () =>
    db.rolledBack(async (session) => {
      await arrives(session)
      const person = await convert(session)
      expect(person.patient.id).toBe(patientId)
      expect(person.phones).toMatchObject([{ phone: mariana, is_primary: true, thread_key: key }])
      expect(await patientsOf(session, key)).toEqual(['Mariana Souza'])
      const [thread] = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select contact_name, name_source from public.get_conversation(${aurora.id}, ${key})`,
      )
      expect(thread).toEqual({ contact_name: 'Mariana Souza', name_source: 'person' })
    }))

  it('makes a person of somebody whose number is hidden', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { lid: '777' } })
      const person = await convert(session, 'Ana Lima', patientId, 'whatsapp:lid:777')
      expect(person.phones).toEqual([])
      expect(person.conversations).toMatchObject([{ thread_key: 'whatsapp:lid:777', is_by_hand: true }])
    }))

  it('answers twice with one patient when two press at once', async () => {
    // for good: a number and ids of its own
    const own = `whatsapp:${joao}`
    await receive(db, { provider_message_id: 'J1', address: { phone: joao } })
    const [one, two] = await Promise.all(
      ['João Dias', 'joão dias'].map((name) => convert(db, name, randomUUID(), own)),
    )
    expect(two!.patient.id).toBe(one!.patient.id)
    expect(await patientsOf(db, own)).toHaveLength(1)
  })

  it('takes a child beside its mother, whose conversation it stays', () =>
    db.rolledBack(async (session) => {
      await arrives(session)
      await convert(session, 'Rosa Souza')
      await convert(session, 'Caio Souza', randomUUID())
      expect(await patientsOf(session, key)).toEqual(['Caio Souza', 'Rosa Souza'])
      const [thread] = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select contact_name from public.get_conversation(${aurora.id}, ${key})`,
      )
      expect(thread).toEqual({ contact_name: 'Rosa Souza' })
    }))

  it('answers a repeated call with its own patient, whatever was seen', () =>
    db.rolledBack(async (session) => {
      await arrives(session)
      await convert(session, 'Rosa Souza', patientId, key, [])
      const again = await convert(session, 'Rosa Souza', patientId, key, [])
      expect(again.patient).toMatchObject({ id: patientId, version: 1 })
    }))

  it('tells whoever did not see that somebody is there, and lets them decide again', () =>
    db.rolledBack(async (session) => {
      await arrives(session)
      await convert(session, 'Rosa Souza', patientId, key, [])
      await expectRefusal(
        () => convert(session, 'Caio Souza', randomUUID(), key, []),
        'PT409',
        'conversation_has_patient',
      )
      await convert(session, 'Caio Souza', randomUUID(), key, [patientId])
      expect(await patientsOf(session, key)).toEqual(['Caio Souza', 'Rosa Souza'])
    }))

  it('lets one of two win who write down different names at once, and tells the other who', async () => {
    const phone = '+5521976540077'
    await receive(db, { provider_message_id: 'R1', address: { phone } })
    const results = await Promise.allSettled(
      ['Rosa Dias', 'Caio Dias'].map((name) => convert(db, name, randomUUID(), `whatsapp:${phone}`, [])),
    )
    const won = results.filter((result) => result.status === 'fulfilled')
    const lost = results.filter((result) => result.status === 'rejected')
    expect(won).toHaveLength(1)
    const name = (won[0] as PromiseFulfilledResult<Person>).value.patient.name
    expect(lost.map(({ reason }) => reason as unknown)).toMatchObject([
      { code: 'PT409', message: 'conversation_has_patient', detail: name },
    ])
    expect(await patientsOf(db, `whatsapp:${phone}`)).toEqual([name])
  })

  it('refuses a name that is none', () =>
    db.rolledBack(async (session) => {
      await arrives(session)
      await expectRefusal(() => convert(session, ' '), 'PT400', 'invalid_name')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.convert_conversation(${aurora.id}, ${key}, ${patientId}, 'Ana', null)`,
    arrives,
  )
})
