import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { callSavePatient, getPatient, patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const otherId = '0a000000-0000-4000-8000-000000000002'
/** Saved for good by the race. */
const thirdId = '0a000000-0000-4000-8000-000000000003'

describe('save_patient', () => {
  it('keeps a person as people write them down, in one way', () =>
    db.rolledBack(async (session) => {
      const saved = await savePatient(session, {
        patient: {
          full_name: '  Mariana   Souza ',
          social_name: 'Mari',
          pronoun: 'ela',
          birth_date: '1990-02-28',
          cpf: '529.982.247-25',
          cep: '01310-100',
          street: ' Avenida Paulista ',
          state: 'sp',
          note: 'Prefere de manhã.\r\nVem com a irmã.',
        },
        phones: [
          { phone: '11 3456-7890', type: 'home' },
          { phone: '(11) 98765-4321', is_primary: true },
        ],
        emails: [{ email: 'Mari <MARI@exemplo.test>' }],
      })
      expect(saved.patient).toMatchObject({
        full_name: 'Mariana Souza',
        name: 'Mari',
        cpf: '52998224725',
        cep: '01310100',
        street: 'Avenida Paulista',
        state: 'SP',
        note: 'Prefere de manhã.\nVem com a irmã.',
        version: 1,
      })
      expect(saved.phones).toMatchObject([
        { phone: '+551134567890', type: 'home', is_primary: false },
        { phone: '+5511987654321', type: 'mobile', is_primary: true },
      ])
      expect(saved.emails).toMatchObject([{ email: 'mari@exemplo.test', type: 'personal', is_primary: true }])
    }))

  it('replaces what was there, keeps one first phone, and empties what was emptied', () =>
    db.rolledBack(async (session) => {
      const before = await savePatient(session, {
        patient: { cpf: '52998224725' },
        phones: [{ phone: mariana }, { phone: joao }],
      })
      const after = await savePatient(session, {
        version: 1,
        phones: [{ phone: mariana }, { phone: '11 3456-7890', is_primary: true }],
      })
      expect(after.patient).toMatchObject({ cpf: null, version: 2 })
      expect(after.phones.map(({ phone, is_primary }) => [phone, is_primary])).toEqual([
        [mariana, false],
        ['+551134567890', true],
      ])
      expect(after.phones[0]).toMatchObject({ id: (before.phones[0] as unknown as { id: string }).id })
    }))

  it('writes what the search finds somebody by once, when all of it is there', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres((sql) =>
        sql
          .unsafe(
            `create function pg_temp.count_writes() returns trigger language plpgsql as $$
              begin
                perform set_config('test.writes', (coalesce(nullif(current_setting('test.writes', true), ''), '0')::int + 1)::text, true);
                return new;
              end $$;
            create trigger counted before insert on app.search_entries for each row execute function pg_temp.count_writes();`,
          )
          .simple(),
      )
      const writes = () =>
        session.asPostgres(async (sql) => {
          const [row] = await sql<{ count: string }[]>`select current_setting('test.writes', true) as count`
          return Number(row!.count)
        })
      const found = (text: string) =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select id from public.list_patients(${aurora.id}, ${text})`,
        )
      await savePatient(session, {
        phones: [{ phone: mariana }, { phone: '11 3456-7890' }],
        emails: [{ email: 'mari@exemplo.test' }],
      })
      expect(await writes()).toBe(1)
      for (const text of ['mariana souza', '3456-7890', 'mari@exemplo'])
        expect(await found(text)).toEqual([{ id: patientId }])
      await savePatient(session, { version: 1, phones: [{ phone: mariana }] })
      expect(await found('3456-7890')).toEqual([])
      // whoever writes a phone by itself is found by it as well
      await session.asPostgres(
        (sql) => sql`
          insert into public.contact_phones (tenant_id, entity_type, entity_id, phone)
          values (${aurora.id}, 'patient', ${patientId}, '+551134567890')`,
      )
      expect(await found('3456-7890')).toEqual([{ id: patientId }])
    }))

  it('refuses whoever saves an older form, and a new one over somebody', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await savePatient(session, { version: 1 })
      for (const version of [1, null])
        await expectRefusal(() => savePatient(session, { version }), 'PT409', 'changed_meanwhile')
    }))

  it('makes of two who save at once one, and tells the other', async () => {
    await savePatient(db, { id: thirdId })
    const results = await Promise.allSettled(
      ['Ana Lima', 'Ana Lira'].map((full_name) =>
        savePatient(db, { id: thirdId, version: 1, patient: { full_name } }),
      ),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await getPatient(db, thirdId)).patient.version).toBe(2)
  })

  it('knows guardians, payers and partners', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, { id: otherId, patient: { full_name: 'Rosa Souza' } })
      const { relations } = await savePatient(session, {
        relations: [
          { kinship: 'mother', related_patient_id: otherId, is_guardian: true },
          {
            kinship: 'father',
            full_name: 'José Souza',
            phone: '11 98765-0001',
            cpf: '529.982.247-25',
            is_payer: true,
          },
        ],
      })
      expect(relations).toMatchObject([
        { full_name: 'Rosa Souza', related_patient_id: otherId, is_guardian: true, is_payer: false },
        { full_name: 'José Souza', phone: '+5511987650001', cpf: '52998224725', is_payer: true },
      ])
    }))

  it.each([
    ['full_name', ' ', 'invalid_name'],
    ['cpf', '529.982.247-26', 'invalid_cpf'],
    ['cpf', '11.222.333/0001-81', 'invalid_cpf'],
    ['cep', '0131010', 'invalid_cep'],
    ['birth_date', '2025-02-30', 'invalid_date'],
    ['birth_date', '28/02/1990', 'invalid_date'],
    ['birth_date', '2999-01-01', 'invalid_date'],
  ])('refuses %s %j', (field, value, code) =>
    db.rolledBack((session) =>
      expectRefusal(() => savePatient(session, { patient: { [field]: value } }), 'PT400', code),
    ),
  )

  it.each([
    [{ phones: [{ phone: '98765-4321' }] }, 'PT400', 'invalid_phone'],
    [{ emails: [{ email: 'mari' }] }, 'PT400', 'invalid_email'],
    [
      { phones: Array.from({ length: 11 }, (_, n) => ({ phone: `119876543${n + 10}` })) },
      'PT400',
      'too_many_contacts',
    ],
    [{ relations: [{ kinship: 'mother' }] }, 'PT400', 'invalid_relation'],
    [{ relations: [{ kinship: 'mother', related_patient_id: patientId }] }, 'PT400', 'invalid_relation'],
    [
      { relations: [{ kinship: 'mother', related_patient_id: otherId.replace('02', '99') }] },
      'PT404',
      'patient_not_found',
    ],
    [
      {
        relations: ['Ana Lima', 'Bia Lima'].map((full_name) => ({
          kinship: 'other',
          full_name,
          is_payer: true,
        })),
      },
      'PT400',
      'invalid_relation',
    ],
    [{ patient: { pronoun: 'x' } }, '23514', undefined],
  ])('refuses %j', (form, state, code) =>
    db.rolledBack((session) => expectRefusal(() => savePatient(session, form), state, code)),
  )

  it('links a number that is seen in conversations, also later', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, { phones: [{ phone: mariana }] })
      expect((await getPatient(session)).phones[0]?.thread_key).toBeNull()
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      const person = await getPatient(session)
      expect(person.phones[0]?.thread_key).toBe(`whatsapp:${mariana}`)
      expect(person.conversations).toMatchObject([{ thread_key: `whatsapp:${mariana}`, is_by_hand: false }])
    }))

  it('is found by both names, phones, addresses and CPF, and not by what it was called before', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, {
        patient: { full_name: 'Mário Souza', social_name: 'Mariana Souza', cpf: '52998224725' },
        phones: [{ phone: mariana }],
        emails: [{ email: 'mari@exemplo.test' }],
      })
      const found = (search: string) =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) =>
            sql`select title from public.search_global(${aurora.id}, ${search}) where kind = 'patient'`,
        )
      for (const search of ['mariana', 'mario souza', mariana, 'mari@exemplo', '529.982.247-25'])
        expect(await found(search), search).toEqual([{ title: 'Mariana Souza' }])
      await savePatient(session, { version: 1, patient: { full_name: 'Bruna Dias' } })
      for (const search of ['mariana', mariana, '529.982.247-25'])
        expect(await found(search), search).toEqual([])
      expect(await found('bruna')).toHaveLength(1)
    }))

  itIsForMembers(db, (sql) => callSavePatient(sql))
})
