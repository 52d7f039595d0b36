import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { invite, submit } from '../support/intakes.ts'
import { savePatient } from '../support/patients.ts'

const db = await createDatabase()
const id = '0a000000-0000-4000-8000-0000000000f0'
const racedId = '0a000000-0000-4000-8000-0000000000f2'

const name = { key: 'full_name', kind: 'text', label: 'Nome', required: true, field: 'full_name' }
const birthday = { key: 'birth_date', kind: 'date', label: 'Nascimento', required: true, field: 'birth_date' }
const section = (questions: object[], more: object = {}) => ({ key: 'a', title: 'A', questions, ...more })
const short = { sections: [section([name, birthday])] }
const withQuestion = (question: object, more: object = {}) => ({
  sections: [
    ...short.sections,
    { key: 'b', title: 'B', questions: [{ key: 'q', kind: 'text', label: 'Q', ...question }], ...more },
  ],
})

interface Options {
  as?: Email
  id?: string | null
  version?: number | null
  name?: string
  definition?: object
  isDefault?: boolean
}
const call = (sql: TransactionSql, o: Options = {}) => sql<{ form: Record<string, unknown> }[]>`
  select public.save_intake_form(${aurora.id}, ${o.id === undefined ? id : o.id}, ${o.version ?? null}, ${o.name ?? 'Curta'},
    ${sql.json((o.definition ?? short) as never)}, ${o.isDefault ?? false}) as form`
const save = async (session: Session, options: Options = {}) => {
  const [row] = await session.asUser(options.as ?? 'supervisor@aurora.test', (sql) => call(sql, options))
  return row!.form
}

describe('save_intake_form', () => {
  it('keeps each version, and what was sent as it was sent', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      expect(await save(session)).toMatchObject({ id, version: 1, is_default: false, name: 'Curta' })
      const { token } = await invite(session, { form: id })
      expect(await save(session, { version: 1, definition: withQuestion({ required: true }) })).toMatchObject(
        { version: 2 },
      )
      const answers = { full_name: 'Mariana Souza', birth_date: '1990-02-28' }
      expect(await submit(session, token, { answers })).toMatchObject({ state: 'received' })
      const later = await invite(session, { form: id })
      expect(await submit(session, later.token, { answers })).toMatchObject({ problems: { q: 'required' } })
    }))

  it('keeps only what is known of a form, in one way', () =>
    db.rolledBack(async (session) => {
      const question = {
        key: 'q',
        kind: 'multi',
        label: '  O   que? ',
        colour: 'red',
        options: [
          { key: 'a', label: ' A ', x: 1 },
          { key: 'b', label: 'B' },
        ],
      }
      const { definition } = await save(session, {
        definition: withQuestion(question, { is_clinical: true, help: '' }),
      })
      expect((definition as typeof short).sections[1]).toEqual({
        key: 'b',
        title: 'B',
        is_clinical: true,
        questions: [
          {
            key: 'q',
            kind: 'multi',
            label: 'O que?',
            required: false,
            options: [
              { key: 'a', label: 'A' },
              { key: 'b', label: 'B' },
            ],
          },
        ],
      })
    }))

  it('has one default form', () =>
    db.rolledBack(async (session) => {
      await save(session, { isDefault: true })
      const rows = await session.asPostgres(
        (sql) => sql`select id from public.intake_forms where tenant_id = ${aurora.id} and is_default`,
      )
      expect(rows).toEqual([{ id }])
    }))

  it.each([
    ['no section', { sections: [] }],
    ['no sections', {}],
    ['a section without questions', { sections: [section([])] }],
    ["nobody's name", { sections: [section([birthday])] }],
    ['a birthday that need not be given', { sections: [section([name, { ...birthday, required: false }])] }],
    [
      'a birthday that not everybody is asked for',
      { sections: [section([name, { ...birthday, when: { question: 'full_name', op: 'filled' } }])] },
    ],
    ['a question twice', { sections: [section([name, birthday, { ...name, field: undefined }])] }],
    ['a kind that is none', withQuestion({ kind: 'signature' })],
    ['a question without words', withQuestion({ label: ' ' })],
    ['a choice of one', withQuestion({ kind: 'choice', options: [{ key: 'a', label: 'A' }] })],
    [
      'a choice of two that are one',
      withQuestion({
        kind: 'choice',
        options: [
          { key: 'a', label: 'A' },
          { key: 'a', label: 'B' },
        ],
      }),
    ],
    ['a condition on a later question', withQuestion({ when: { question: 'q', op: 'filled' } })],
    ['a condition of no kind', withQuestion({ when: { question: 'full_name', op: 'sql' } })],
    ['a condition on no value', withQuestion({ when: { question: 'full_name', op: 'in', values: [] } })],
    ['a field that is none', withQuestion({ field: 'note' })],
    ['a field of another kind', withQuestion({ kind: 'date', field: 'email' })],
    ['a field twice', withQuestion({ field: 'full_name' })],
    [
      'values that the field does not know',
      withQuestion({
        kind: 'choice',
        field: 'pronoun',
        options: [
          { key: 'ela', label: 'Ela' },
          { key: 'x', label: 'X' },
        ],
      }),
    ],
    [
      "something clinical that becomes the patient's",
      withQuestion({ field: 'social_name' }, { is_clinical: true }),
    ],
    ['yes that is none', withQuestion({ required: 'perhaps' })],
  ])('refuses a form with %s', (_, definition) =>
    db.rolledBack((session) => expectRefusal(() => save(session, { definition }), 'PT400', 'invalid_form')),
  )

  it('refuses an older form, a form without a name or an id, and who does not lead', () =>
    db.rolledBack(async (session) => {
      await save(session)
      await save(session, { version: 1 })
      await expectRefusal(() => save(session, { version: 1 }), 'PT409', 'changed_meanwhile')
      await expectRefusal(() => save(session, { version: 2, name: ' ' }), 'PT400', 'invalid_name')
      await expectRefusal(() => save(session, { id: null }), 'PT400', 'missing_client_id')
      for (const as of ['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)
        await expectRefusal(() => save(session, { as, version: 2 }), 'PT403', 'forbidden')
    }))

  it('makes of two who save at once one, and tells the other', async () => {
    await save(db, { id: racedId })
    const results = await Promise.allSettled(
      ['Um', 'Dois'].map((title) => save(db, { id: racedId, version: 1, name: title })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  itIsForMembers(db, (sql) => call(sql))
})
