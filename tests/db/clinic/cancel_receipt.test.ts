import { describe, expect, it } from 'vitest'
import { ask, callAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { helenaAsPerson, issue, paidSession } from '../support/receipts.ts'

const db = await createDatabase()

describe('cancel_receipt', () => {
  it('keeps it, with its number and why, and the first reason stands', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      const [receipt] = await issue(session, id)
      for (const reason of ['Nome errado', 'Outra razão'])
        expect(await ask(session, 'cancel_receipt', { id: receipt!.id, reason })).toMatchObject({
          number: 1,
          cancel_reason: 'Nome errado',
          cancelled_at: expect.any(String),
        })
      expect(await issue(session, id, 'terapeuta@aurora.test')).toMatchObject([{ number: 2 }])
    }))

  it('needs a reason', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      const [receipt] = await issue(session, id)
      await expectError(
        ask(session, 'cancel_receipt', { id: receipt!.id, reason: ' ' }),
        'PT400',
        'cancel_reason_required',
      )
      await expectError(
        ask(session, 'cancel_receipt', { id: patients.ana, reason: 'Errado' }),
        'PT404',
        'receipt_not_found',
      )
      await expectRefusal(
        () => ask(session, 'cancel_receipt', { id: receipt!.id, reason: 'Errado' }, 'supervisor@aurora.test'),
        'PT403',
        'forbidden',
      )
    }))
})

itIsForMembers(db, (sql) =>
  callAgenda(sql, 'select %s', 'cancel_receipt', { id: sessionId, reason: 'Errado' }),
)
