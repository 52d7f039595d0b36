import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { helenaAsPerson, issue, paidSession, type Receipt } from '../support/receipts.ts'

const db = await createDatabase()

describe('list_receipts', () => {
  it('answers those of a payment to who sees its money', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      const made = await issue(session, id)
      for (const who of ['supervisor@aurora.test', 'terapeuta@aurora.test', 'admin@aurora.test'] as const)
        expect(await ask(session, 'list_receipts', { payment_id: id }, who)).toEqual(made)
      await session.asPostgres((sql) => sql`alter table public.receipts disable trigger receipts_stay`)
      await session.asPostgres(
        (sql) =>
          sql`update public.receipts set therapist_id = gen_random_uuid() where therapist_id = ${helena}`,
      )
      expect(await ask(session, 'list_receipts', { payment_id: id }, 'terapeuta@aurora.test')).toEqual([])
    }))

  it('leaves out those that hold no more when asked to', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      const [made] = await issue(session, id)
      await ask(session, 'cancel_receipt', { id: made!.id, reason: 'Errado' })
      expect(await ask<Receipt[]>(session, 'list_receipts', { payment_id: id })).toHaveLength(1)
      expect(await ask(session, 'list_receipts', { payment_id: id, cancelled: false })).toEqual([])
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'list_receipts', { payment_id: sessionId }))
