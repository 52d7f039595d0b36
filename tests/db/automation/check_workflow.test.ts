import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { say, task, workflow, type Step } from '../support/workflows.ts'

const db = await createDatabase()

describe('check_workflow', () => {
  const check = (session: Session, definition: unknown) =>
    ask<{ step_id: string | null; field: string; code: string }[]>(session, 'check_workflow', { definition })
  const deep = (depth: number): Step[] => [
    {
      id: `d${depth}`,
      kind: 'wait_for_answer',
      options: { minutes: 5 },
      branches: { answered: depth > 1 ? deep(depth - 1) : [] },
    },
  ]

  it.each([
    [workflow([task('a'), say('b')]), []],
    [workflow([]), ['steps no_steps']],
    [workflow([task('a')], 'full.moon'), ['trigger unknown_trigger']],
    [workflow([task('a')], 'birthday', { hour: 3 }), ['hour invalid_option']],
    [workflow([task('a')], 'message.received', { words: ['oi', 1] }), ['words invalid_option']],
    [workflow([task('a'), task('a')]), ['a id duplicate_id', 'a id duplicate_id']],
    [workflow([task('a', 'Oi {{nome}} {{ cpf }}')]), ['a title unknown_variable']],
    [workflow([say('a', ' ')]), ['a body missing_option']],
    [workflow([{ id: 'a', kind: 'fly' }]), ['a kind unknown_step']],
    [workflow([{ ...task('a'), branches: { yes: [] } }]), ['a yes unknown_branch']],
    [workflow([{ id: 'a', kind: 'webhook', options: { url: 'http://x.test' } }]), ['a url invalid_option']],
    [workflow([{ id: 'a', kind: 'assign', options: { user_id: 'nobody' } }]), ['a user_id invalid_option']],
    [
      workflow([{ id: 'a', kind: 'condition', options: { field: 'patient.age', op: 'has', value: 'x' } }]),
      ['a op unknown_op', 'a value invalid_option'],
    ],
    [workflow(Array.from({ length: 61 }, (_, n) => task(`t${n}`))), ['steps too_many_steps']],
    [workflow(deep(6)), ['d1 id too_deep']],
    [
      workflow([task('a')], 'patient.created', {}, { max_per_day: 0, purpose: 'fun' }),
      ['max_per_day invalid_option', 'purpose invalid_option'],
    ],
  ])('finds what is wrong (%#)', (definition, expected) =>
    db.rolledBack(async (session) => {
      const found = await check(session, definition)
      expect(
        found.map(({ step_id, field, code }) => [step_id, field, code].filter(Boolean).join(' ')),
      ).toEqual(expected)
    }),
  )

  itIsForMembers(db, (sql) => sql`select public.check_workflow(${aurora.id}, '{"steps": []}')`)
})
