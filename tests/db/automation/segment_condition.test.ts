import { describe, expect, it } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { createSegment, rule, segmentId } from '../support/segments.ts'

const db = await createDatabase()

const holds = (session: Session, op: string, patient: string | null) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ is_in: boolean }[]>`
      select app.workflow_condition(${aurora.id}, ${sql.json({ field: 'patient.segment', op, value: segmentId })},
        ${sql.json({ patient_id: patient })}, null, now()) as is_in`
    return row!.is_in
  })
const problems = (session: Session, value: string) =>
  ask<{ field: string; code: string }[]>(session, 'check_workflow', {
    definition: {
      trigger: { kind: 'patient.created', options: {} },
      settings: { purpose: 'service', max_per_day: 1 },
      steps: [
        {
          id: 'c',
          kind: 'condition',
          options: { field: 'patient.segment', op: 'has', value },
          branches: { yes: [], no: [] },
        },
      ],
    },
  })

describe('a workflow asks whether a patient belongs to a segment', () => {
  it('and nobody does who is no patient', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await createSegment(session, { query: rule('name', 'starts', 'ana') })
      expect(await holds(session, 'has', patients.ana)).toBe(true)
      expect(await holds(session, 'has', patients.bia)).toBe(false)
      expect(await holds(session, 'has_not', patients.bia)).toBe(true)
      expect(await holds(session, 'has', null)).toBe(false)
    }))

  it('of patients, and of this clinic', () =>
    db.rolledBack(async (session) => {
      await createSegment(session, { query: rule('name', 'starts', 'ana') })
      expect((await problems(session, segmentId)).filter((one) => one.field === 'value')).toEqual([])
      expect(await problems(session, patients.ana)).toContainEqual(
        expect.objectContaining({ field: 'value', code: 'invalid_option' }),
      )
    }))
})
