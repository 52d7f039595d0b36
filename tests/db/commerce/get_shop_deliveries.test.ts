import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('get_shop_deliveries', () => {
  it('is how a shop begins: things are fetched at the clinic', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'get_shop_deliveries')).toEqual({
        is_ready: false,
        offers_pickup: true,
        pickup_note: null,
        hold_minutes: 120,
        rates: [],
        carriers: [
          expect.objectContaining({ provider: 'melhor_envio', is_connected: false, key_hint: null }),
        ],
      })
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'get_shop_deliveries', {}))
