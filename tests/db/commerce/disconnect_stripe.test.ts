import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { connectStripe, stripeAccount } from '../support/stripe.ts'

const db = await createDatabase()

describe('disconnect_stripe', () => {
  it('charges nothing more; what was sent before is still known by its signature', () =>
    db.rolledBack(async (session) => {
      await connectStripe(session)
      for (let n = 0; n < 2; n++)
        expect(await ask(session, 'disconnect_stripe', {}, 'admin@aurora.test')).toEqual({
          is_connected: false,
        })
      const [row] = await session.asPostgres(
        (sql) => sql`select app.stripe_key(${aurora.id}, ${stripeAccount}) ->> 'id' as known`,
      )
      expect(row).toEqual({ known: stripeAccount })
    }))

  it('another account that is connected takes its place', () =>
    db.rolledBack(async (session) => {
      await connectStripe(session)
      await connectStripe(session, { id: randomUUID() })
      const rows = await session.asPostgres(
        (sql) =>
          sql<
            { open: boolean }[]
          >`select disconnected_at is null as open from app.stripe_accounts order by 1`,
      )
      expect(rows.map(({ open }) => open)).toEqual([false, true])
    }))
})

itIsForAdmins(db, (sql) => callAgenda(sql, 'select %s', 'disconnect_stripe'))
