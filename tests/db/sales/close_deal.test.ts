import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  contactId,
  dealId,
  getContact,
  history,
  itIsForSellers,
  saveContact,
  saveDeal,
  settings,
  type Deal,
} from '../support/sales.ts'

const db = await createDatabase()

describe('close_deal', () => {
  it('makes a customer of who bought, and opens again', () =>
    db.rolledBack(async (session) => {
      await saveContact(session)
      await saveDeal(session, { contact_id: contactId })
      const won = await ask<Deal>(session, 'close_deal', { id: dealId, version: 1, status: 'won' })
      expect(won).toMatchObject({ status: 'won', version: 2 })
      expect((await getContact(session)).contact.stage).toBe('customer')
      // asked twice
      await ask(session, 'close_deal', { id: dealId, version: 1, status: 'won' })
      expect(await ask(session, 'close_deal', { id: dealId, version: 2, status: 'open' })).toMatchObject({
        status: 'open',
      })
      expect((await history(session)).map((one) => one.kind)).toEqual([
        'reopened',
        'won',
        'created',
        'created',
      ])
    }))

  it('asks why it was lost', () =>
    db.rolledBack(async (session) => {
      await saveDeal(session)
      const lose = (reason: string | null) =>
        ask(session, 'close_deal', {
          id: dealId,
          version: 1,
          status: 'lost',
          reason_id: reason,
          note: ' Caro ',
        })
      await expectRefusal(() => lose(null), 'PT400', 'reason_required')
      const [reason] = (await settings(session)).lost_reasons
      expect(await lose(reason!.id)).toMatchObject({
        status: 'lost',
        lost_reason: 'Preço',
        lost_note: 'Caro',
      })
      await expectRefusal(
        () => ask(session, 'close_deal', { id: dealId, version: 2, status: 'gone' }),
        'PT400',
        'invalid_status',
      )
    }))

  itIsForSellers(db, (sql) => sql`select public.close_deal(${aurora.id}, gen_random_uuid(), 1, 'won')`)
})
