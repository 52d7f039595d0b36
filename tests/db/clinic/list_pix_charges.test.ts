import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsNotForTherapists, receive } from '../support/money.ts'
import { listPixRows, pendingPix, pixEvent, tellPix } from '../support/pix.ts'

const db = await createDatabase()

describe('list_pix_charges', () => {
  it('shows what waits to be paid, and no longer what is paid or has changed', () =>
    db.rolledBack(async (session) => {
      const { pix, charges } = await pendingPix(session)
      expect(await listPixRows(session)).toMatchObject([
        {
          id: pix.id,
          payer_id: pix.payer_id,
          amount_cents: 18000,
          charge_ids: [charges[0]!.id],
          copy_paste: '000201',
        },
      ])
      await tellPix(session, pixEvent('PAYMENT_RECEIVED'))
      expect(await listPixRows(session)).toEqual([])
    }))

  it('leaves out one whose charge was paid otherwise', () =>
    db.rolledBack(async (session) => {
      const { charges } = await pendingPix(session)
      await receive(session, charges.slice(0, 1))
      expect(await listPixRows(session)).toEqual([])
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select * from %s', 'list_pix_charges'))
