import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { mergedId, mergePatients, survivorId, twoPatients } from '../support/merges.ts'
import { savePatient, type Form } from '../support/patients.ts'

const db = await createDatabase()

interface Candidate {
  one: { id: string; name: string }
  other: { id: string; name: string }
  reasons: string[]
  strength: number
}
const list = (session: Session, after: object | null = null, limit = 20) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<Candidate[]>`
      select * from public.list_merge_candidates(${aurora.id}, ${after === null ? null : sql.json(after as never)}, ${limit})`,
  )
const reasonsOf = async (session: Session) => (await list(session)).map(({ reasons }) => reasons)

describe('list_merge_candidates', () => {
  it.each<[string, Form, Form, string[] | null]>([
    [
      'a CPF',
      { patient: { cpf: '52998224725' } },
      { patient: { full_name: 'Outra', cpf: '52998224725' } },
      ['cpf'],
    ],
    [
      'a phone',
      { phones: [{ phone: joao }] },
      { patient: { full_name: 'Outra' }, phones: [{ phone: joao }] },
      ['phone'],
    ],
    [
      'an e-mail',
      { emails: [{ email: 'a@b.test' }] },
      { patient: { full_name: 'Outra' }, emails: [{ email: 'a@b.test' }] },
      ['email'],
    ],
    ['a name that sounds the same', {}, { patient: { full_name: 'Mariana da Silva de Sousa' } }, ['name']],
    ['name and phone', { phones: [{ phone: joao }] }, { phones: [{ phone: joao }] }, ['name', 'phone']],
    ['nothing', {}, { patient: { full_name: 'Mariana Lopes' } }, null],
    [
      'a word and different numbers',
      { patient: { full_name: 'Paciente 123' } },
      { patient: { full_name: 'Paciente 456' } },
      null,
    ],
    ['a first name', { patient: { full_name: 'Mariana' } }, { patient: { full_name: 'Mariana' } }, null],
    [
      'a name with other birthdays',
      { patient: { birth_date: '1990-02-28' } },
      { patient: { birth_date: '1991-02-28' } },
      null,
    ],
  ])('tells of two with %s', (_, survivor, merged, reasons) =>
    db.rolledBack(async (session) => {
      await twoPatients(session, survivor, merged)
      expect(await reasonsOf(session)).toEqual(reasons === null ? [] : [reasons])
    }),
  )

  it('leaves out a mother and her child, who was told apart, who was merged, and a number of everybody', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      expect(await list(session)).toHaveLength(1)
      const tell = (distinct: boolean) =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) =>
            sql`select public.set_patients_distinct(${aurora.id}, ${mergedId}, ${survivorId}, ${distinct})`,
        )
      await tell(true)
      await tell(true)
      expect(await list(session)).toEqual([])
      await tell(false)
      expect(await list(session)).toHaveLength(1)
      await mergePatients(session)
      expect(await list(session)).toEqual([])
      const mother = randomUUID()
      await savePatient(session, {
        id: mother,
        patient: { full_name: 'Rosa Lima' },
        phones: [{ phone: mariana }],
      })
      await savePatient(session, {
        id: randomUUID(),
        patient: { full_name: 'Caio Lima' },
        phones: [{ phone: mariana }],
        relations: [{ kinship: 'mother', related_patient_id: mother }],
      })
      expect(await list(session)).toEqual([])
      for (const letter of 'abdfgijlopr')
        await savePatient(session, {
          id: randomUUID(),
          patient: { full_name: `Bia ${letter}una` },
          phones: [{ phone: joao }],
        })
      expect(await list(session)).toEqual([])
    }))

  it('goes page by page, the surest first', () =>
    db.rolledBack(async (session) => {
      for (const cpf of [null, '52998224725', null])
        await savePatient(session, { id: randomUUID(), patient: { cpf } })
      await savePatient(session, { id: randomUUID(), patient: { full_name: 'Bia', cpf: '52998224725' } })
      const all = await list(session)
      expect(all.map(({ strength }) => strength)).toEqual([8, 4, 4, 4])
      const paged: Candidate[] = []
      for (;;) {
        const last = paged.at(-1)
        const after = last ? { strength: last.strength, one: last.one.id, other: last.other.id } : null
        const [next] = await list(session, after, 1)
        if (!next) break
        paged.push(next)
      }
      expect(paged).toEqual(all)
    }))

  it('refuses who may not merge', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          session.asUser(
            'terapeuta@aurora.test',
            (sql) => sql`select public.list_merge_candidates(${aurora.id})`,
          ),
        'PT403',
        'forbidden',
      ),
    ))

  itIsForMembers(db, (sql) => sql`select public.list_merge_candidates(${aurora.id})`)
})

describe('name_sound', () => {
  it.each([
    ['thiago de sousa', 'tiago souza'],
    ['raphaella', 'rafaela'],
    ['luiz d avila e silva', 'luis silva'],
    ['wanessa chaves', 'vanessa xaves'],
    ['maria das dores dos santos', 'maria santos'],
    ['katia yasmin', 'catia iasmim'],
  ])('hears %s as %s', async (one, other) => {
    const [row] = await db.asPostgres(
      (sql) => sql`select app.name_sound(${one}) as one, app.name_sound(${other}) as other`,
    )
    expect(row?.['one']).toBe(row?.['other'])
  })
})
