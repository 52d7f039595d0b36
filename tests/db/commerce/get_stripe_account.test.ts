import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { connectStripe } from '../support/stripe.ts'

const db = await createDatabase()

describe('get_stripe_account', () => {
  it('says whether the clinic sells by card, and nothing of the key but its end', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'get_stripe_account')).toEqual({ is_connected: false })
      await connectStripe(session)
      expect(await ask(session, 'get_stripe_account', {}, 'terapeuta@aurora.test')).toEqual({
        is_connected: true,
        id: expect.any(String) as string,
        livemode: false,
        display_name: 'Clínica Aurora',
        key_hint: 'ora1',
        connected_at: expect.any(String) as string,
        is_key_refused: false,
      })
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'get_stripe_account'))
