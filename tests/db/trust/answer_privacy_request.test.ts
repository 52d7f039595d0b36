import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import type { savePatient } from '../support/patients.ts'
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
const respond = (session: Session, state: string, text: string) =>
  answer<Request>(
    session,
    'answer_privacy_request',
    { p_id: oneId, p_state: state, p_answer: text },
    'dona@aurora.test',
  )

describe('answer_privacy_request', () => {
  itIsForAdmins(
    db,
    (sql) => sql`select public.answer_privacy_request(${aurora.id}, ${oneId}, 'done', 'Enviado.')`,
  )

  it('ends it once, with words', () =>
    db.rolledBack(async (session) => {
      await save(session, { kind: 'access', person_name: 'Ana Prado', received_on: '2026-11-10' })
      await expectRefusal(() => respond(session, 'done', ''), 'PT400', 'invalid_privacy_request')
      expect(await respond(session, 'done', 'Cópia enviada por e-mail.')).toMatchObject({ state: 'done' })
      expect(await respond(session, 'refused', 'Outra resposta.')).toMatchObject({ state: 'done' })
      expect(await list(session, { p_due_within: 99, p_today: '2026-11-22' })).toEqual([])
    }))

  it('knows no request of another clinic', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => respond(session, 'done', 'Enviado.'), 'PT404', 'privacy_request_not_found')
    }))
})
