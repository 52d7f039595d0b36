import { beforeAll, describe, expect, it } from 'vitest'
import {
  addAddon,
  addonOf,
  deductAddon,
  expectAddonsInOrder,
  offerAddon,
  refundAddon,
} from '../../support/addons.ts'
import { aurora, horizonte, personas } from '../../support/cast.ts'
import { createDatabase } from '../../support/database.ts'
import { insufficientPrivilege } from '../../support/expect-error.ts'
import { expectRefusal } from '../../support/guards.ts'

const db = await createDatabase()

beforeAll(async () => {
  await offerAddon(db)
  await addAddon(db, 100, 'begin')
})

describe('refund_addon_credits', () => {
  it('gives back all that was deducted under the reference, once', () =>
    db.rolledBack(async (session) => {
      await deductAddon(session, 7, 'a')
      const first = await refundAddon(session, 'a')
      expect(first).toMatchObject({ type: 'refund', amount: 7, balance_after: 100 })
      expect(await refundAddon(session, 'a')).toEqual(first)
      expect(await addonOf(session)).toMatchObject({ balance: 100, total_consumed: 0, daily_used: 0 })
      await expectAddonsInOrder(session)
    }))

  it('gives back nothing that the clinic did not spend', () =>
    db.rolledBack(async (session) => {
      await deductAddon(session, 7, 'a')
      for (const call of [
        () => refundAddon(session, 'begin'),
        () => refundAddon(session, 'never'),
        () => refundAddon(session, 'a', { tenant: horizonte.id }),
      ]) {
        await expectRefusal(session, call, 'PT404', 'charge_not_found')
      }
      await expectRefusal(session, () => refundAddon(session, null), 'PT400', 'invalid_reference')
    }))

  it.each(personas)('is out of reach of %s', (persona) =>
    db.rolledBack((session) =>
      expectRefusal(
        session,
        () => session.as(persona, (sql) => sql`select public.refund_addon_credits(${aurora.id}, 'begin')`),
        insufficientPrivilege,
      ),
    ),
  )
})

describe('races', () => {
  it('of one refund, 16 times at once: given back once', async () => {
    await deductAddon(db, 7, 'race')
    const rows = await Promise.all(Array.from({ length: 16 }, () => refundAddon(db, 'race')))
    expect(new Set(rows.map((row) => row.id)).size).toBe(1)
    expect((await addonOf(db)).balance).toBe(100)
    await expectAddonsInOrder(db)
  })
})
