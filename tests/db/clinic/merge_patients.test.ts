import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { callMerge, mergedId, mergePatients, survivorId, twoPatients, versionOf } from '../support/merges.ts'
import { getPatient, patientsOf, savePatient, type Person } from '../support/patients.ts'

const db = await createDatabase()
const phonesOf = ({ phones }: Person) => phones.map(({ phone, is_primary }) => [phone, is_primary])

async function listed(session: Session, search: string | null = null, archived = false): Promise<string[]> {
  const rows = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ id: string }[]>`select id from public.list_patients(${aurora.id}, ${search}, ${archived})`,
  )
  return rows.map(({ id }) => id)
}

describe('merge_patients', () => {
  it('brings everything of one to the other, whose first phone stays the first', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'J1', address: { phone: joao } })
      await receive(session, { provider_message_id: 'L1', address: { lid: '777' } })
      await twoPatients(
        session,
        {
          phones: [{ phone: mariana }],
          relations: [{ kinship: 'mother', full_name: 'Rosa Lima', is_payer: true }],
        },
        {
          phones: [{ phone: joao }, { phone: mariana }],
          emails: [{ email: 'mari@exemplo.test' }],
          relations: [{ kinship: 'father', full_name: 'Raul Lima', is_payer: true }],
        },
      )
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.link_conversation(${aurora.id}, 'whatsapp:lid:777', ${mergedId})`,
      )
      await session.asUser(
        'supervisor@aurora.test',
        (sql) =>
          sql`select public.add_care_team(${aurora.id}, ${mergedId}, ${people['supervisor@aurora.test'].id})`,
      )
      const merge = await mergePatients(session)
      expect(merge).toMatchObject({
        survivor_name: 'Mariana Souza',
        merged_name: 'Mariana de Sousa',
        undone_at: null,
      })
      const person = await getPatient(session, survivorId)
      expect(phonesOf(person).sort()).toEqual([
        [mariana, true],
        [joao, false],
      ])
      expect(person.emails).toMatchObject([{ email: 'mari@exemplo.test', is_primary: true }])
      expect(person.relations).toMatchObject([
        { full_name: 'Rosa Lima', is_payer: true },
        { full_name: 'Raul Lima', is_payer: false },
      ])
      expect(person.conversations.map(({ thread_key }) => thread_key).sort()).toEqual(
        [`whatsapp:${joao}`, 'whatsapp:lid:777'].sort(),
      )
      expect(await patientsOf(session, `whatsapp:${joao}`)).toEqual(['Mariana Souza'])
      const [team] = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select user_id from public.list_care_team(${aurora.id}, ${survivorId})`,
      )
      expect(team).toEqual({ user_id: people['supervisor@aurora.test'].id })
    }))

  it('leaves one in the lists, who is found by what both are called, and opens for both', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session, {}, { patient: { cpf: '52998224725' } })
      await mergePatients(session)
      expect(await listed(session)).toEqual([survivorId])
      expect(await listed(session, null, true)).toEqual([])
      expect(await listed(session, 'de Sousa')).toEqual([survivorId])
      expect(await listed(session, '529.982.247-25')).toEqual([survivorId])
      expect((await getPatient(session, mergedId)).patient.id).toBe(survivorId)
      const [count] = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.count_patients(${aurora.id}) as n`,
      )
      expect(count).toEqual({ n: { active: 1, archived: 0 } })
    }))

  it('takes the fields that were chosen, and keeps both notes', () =>
    db.rolledBack(async (session) => {
      await twoPatients(
        session,
        { patient: { birth_date: '1990-01-01', city: 'Santos', note: 'Prefere manhã' } },
        {
          patient: {
            cpf: '52998224725',
            birth_date: '1990-02-28',
            city: 'Recife',
            state: 'PE',
            note: 'Usa cadeira de rodas',
          },
        },
      )
      await mergePatients(session, { taken: ['cpf', 'birth_date', 'address'] })
      expect((await getPatient(session, survivorId)).patient).toMatchObject({
        full_name: 'Mariana Souza',
        cpf: '52998224725',
        birth_date: '1990-02-28',
        city: 'Recife',
        state: 'PE',
        note: 'Prefere manhã\nUsa cadeira de rodas',
      })
    }))

  it('moves who is related to them along, and leaves a relation between the two alone', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      const child = randomUUID()
      await savePatient(session, {
        id: child,
        patient: { full_name: 'Caio Souza' },
        relations: [{ kinship: 'mother', related_patient_id: mergedId }],
      })
      await savePatient(session, {
        id: mergedId,
        version: 1,
        relations: [{ kinship: 'sibling', related_patient_id: survivorId }],
      })
      await mergePatients(session, { mergedVersion: 2 })
      expect((await getPatient(session, child)).relations).toMatchObject([{ related_patient_id: survivorId }])
      expect((await getPatient(session, survivorId)).relations).toEqual([])
    }))

  it('is one merge when it is asked for twice', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      const merge = await mergePatients(session)
      expect(await mergePatients(session)).toEqual(merge)
      expect(await versionOf(session, survivorId)).toBe(2)
    }))

  it('lets one of two win who merge a patient at once, and tells the other why', async () => {
    const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()]
    for (const id of [one, two, three]) await savePatient(db, { id })
    const results = await Promise.allSettled([
      mergePatients(db, { id: randomUUID(), survivor: one, merged: two }),
      mergePatients(db, { id: randomUUID(), survivor: three, merged: two }),
    ])
    const lost = results.filter((result) => result.status === 'rejected')
    expect(lost.map(({ reason }) => reason as unknown)).toMatchObject([
      { code: 'PT409', message: 'patient_merged' },
    ])
    const opposite = [randomUUID(), randomUUID()] as const
    for (const id of opposite) await savePatient(db, { id })
    const crossed = await Promise.allSettled([
      mergePatients(db, { id: randomUUID(), survivor: opposite[0], merged: opposite[1] }),
      mergePatients(db, { id: randomUUID(), survivor: opposite[1], merged: opposite[0] }),
    ])
    expect(crossed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('refuses what was read before somebody changed it', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      await savePatient(session, { id: mergedId, version: 1 })
      await expectRefusal(() => mergePatients(session), 'PT409', 'changed_meanwhile')
    }))

  it('refuses somebody with themselves, nobody, a field that is none, and a call without an id', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      await expectRefusal(() => mergePatients(session, { merged: survivorId }), 'PT400', 'same_patient')
      await expectRefusal(
        () => mergePatients(session, { merged: randomUUID() }),
        'PT404',
        'patient_not_found',
      )
      await expectRefusal(() => mergePatients(session, { taken: ['id'] }), 'PT400', 'invalid_filter')
      await expectRefusal(
        () => mergePatients(session, { id: null as unknown as string }),
        'PT400',
        'missing_client_id',
      )
    }))

  it('leaves nothing to be saved, archived or linked at who was merged', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      await twoPatients(session)
      await mergePatients(session)
      const refuses = (call: () => Promise<unknown>) => expectRefusal(call, 'PT409', 'patient_merged')
      await refuses(() => savePatient(session, { id: mergedId, version: 2 }))
      await refuses(() =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select public.archive_patient(${aurora.id}, ${mergedId}, false)`,
        ),
      )
      await refuses(() =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select public.link_conversation(${aurora.id}, ${`whatsapp:${mariana}`}, ${mergedId})`,
        ),
      )
    }))

  it.each(['terapeuta@aurora.test', 'supervisor@aurora.test'] as const)(
    'refuses %s, who could read a record by it',
    (email) =>
      db.rolledBack(async (session) => {
        await twoPatients(session)
        await expectRefusal(() => mergePatients(session, { as: email }), 'PT403', 'forbidden')
      }),
  )

  itIsForMembers(db, (sql) => callMerge(sql), twoPatients)
})
