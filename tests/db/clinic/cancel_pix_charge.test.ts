import { describe, expect, it } from 'vitest'
import { ask, callAgenda, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { beginPix, checks, listPixRows, pendingPix, pixEvent, pixOf, tellPix } from '../support/pix.ts'

const db = await createDatabase()

describe('cancel_pix_charge', () => {
  it('has a PIX taken off Asaas at once, however often it is asked, and the next one is another', () =>
    db.rolledBack(async (session) => {
      const { pix, charges } = await pendingPix(session)
      for (let n = 0; n < 2; n++)
        expect(await ask(session, 'cancel_pix_charge', { id: pix.id })).toEqual({
          id: pix.id,
          status: 'pending',
        })
      expect(await checks(session, pix.id)).toContainEqual({ is_due: true })
      expect(await listPixRows(session)).toEqual([])
      expect((await beginPix(session, charges.slice(0, 1))).pix.id).not.toBe(pix.id)
    }))

  it('changes nothing of one that was paid meanwhile', () =>
    db.rolledBack(async (session) => {
      const { pix } = await pendingPix(session)
      await tellPix(session, pixEvent('PAYMENT_RECEIVED'))
      expect(await ask(session, 'cancel_pix_charge', { id: pix.id })).toEqual({ id: pix.id, status: 'paid' })
      expect(await pixOf(session, pix.id)).toMatchObject({ cancel_asked_at: null })
    }))

  it('knows none of elsewhere', () =>
    db.rolledBack((session) =>
      expectError(ask(session, 'cancel_pix_charge', { id: sessionId }), 'PT404', 'pix_charge_not_found'),
    ))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'cancel_pix_charge', { id: sessionId }))
