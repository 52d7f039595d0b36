import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { answer, call, oneId } from '../support/workspace.ts'

const db = await createDatabase()
type Session = Parameters<typeof savePatient>[0]

interface Request {
  id: string
  due_on: string
  days_left: number
  state: string
  person_name: string
}

const save = (session: Session, request: object) =>
  answer<Request>(session, 'save_privacy_request', { p_id: oneId, p_request: request }, 'dona@aurora.test')
const list = (session: Session, args: object = {}) =>
  call<Request>(session, 'list_privacy_requests', { ...args }, 'dona@aurora.test')

describe('save_privacy_request', () => {
  itIsForAdmins(db, (sql) => sql`select public.save_privacy_request(${aurora.id}, ${oneId}, '{}')`)

  it('is due fifteen days after it came, and shown while it is near', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await save(session, { kind: 'deletion', patient_id: patientId, received_on: '2026-11-10' })
      // the same again is the same request
      await save(session, { kind: 'access', person_name: 'Outra Pessoa' })
      const [row, ...more] = await list(session, { p_today: '2026-11-22' })
      expect(more).toEqual([])
      expect(row).toMatchObject({ person_name: 'Mariana Souza', days_left: 3, state: 'open' })
      expect(await list(session, { p_due_within: 2, p_today: '2026-11-22' })).toEqual([])
      expect(await list(session, { p_due_within: 3, p_today: '2026-11-22' })).toHaveLength(1)
      expect(await list(session, { p_due_within: 3, p_today: '2026-12-22' })).toMatchObject([
        { days_left: -27 },
      ])
    }))

  it('refuses one without a person or a kind, and of a day to come', () =>
    db.rolledBack(async (session) => {
      for (const request of [
        { kind: 'access' },
        { kind: 'nothing', person_name: 'Ana' },
        { kind: 'access', person_name: 'Ana Prado', received_on: '2999-01-01' },
      ])
        await expectRefusal(() => save(session, request), 'PT400', 'invalid_privacy_request')
      await expectRefusal(
        () => save(session, { kind: 'access', patient_id: oneId }),
        'PT404',
        'patient_not_found',
      )
    }))
})
