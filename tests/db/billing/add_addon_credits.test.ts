import { beforeAll, describe, expect, it } from 'vitest'
import { addAddon, addonOf, deductAddon, expectAddonsInOrder, offerAddon } from '../support/addons.ts'
import { aurora, horizonte, personas } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'
import { broadcastsOf, only } from '../support/inbox.ts'

const db = await createDatabase()
beforeAll(() => offerAddon(db))

describe('add_addon_credits', () => {
  it('writes one movement, raises the balance of its type and tells the screens', () =>
    db.rolledBack(async (session) => {
      expect(await addAddon(session, 100, 'a')).toMatchObject({
        type: 'purchase',
        amount: 100,
        balance_before: 0,
        balance_after: 100,
      })
      expect(await addonOf(session)).toMatchObject({ balance: 100, total_purchased: 100 })
      expect(only(await broadcastsOf(session))).toMatchObject({
        event: 'addon_credits',
        payload: { addon_type: 'sms', balance: 100 },
      })
      await expectAddonsInOrder(session)
    }))

  it('keeps one type apart from another', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session, 'voice')
      await addAddon(session, 100, 'a')
      await addAddon(session, 5, 'b', { type: 'voice' })
      expect((await addonOf(session)).balance).toBe(100)
      expect((await addonOf(session, aurora.id, 'voice')).balance).toBe(5)
    }))

  it('answers a repeated call with the first movement', () =>
    db.rolledBack(async (session) => {
      const first = await addAddon(session, 100, 'a')
      await deductAddon(session, 1, 'b')
      expect(await addAddon(session, 100, 'a')).toEqual(first)
      expect((await addonOf(session)).balance).toBe(99)
    }))

  it('refuses a reference that stands for another amount, type or clinic', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session, 'voice')
      await addAddon(session, 100, 'a')
      for (const again of [
        () => addAddon(session, 101, 'a'),
        () => addAddon(session, 100, 'a', { type: 'voice' }),
        () => addAddon(session, 100, 'a', { tenant: horizonte.id }),
      ]) {
        await expectRefusal(again, 'PT409', 'reference_in_use')
      }
    }))

  it.each([null, 0, -1, 1_000_001, -2_147_483_648])('refuses %s credits', (credits) =>
    db.rolledBack((session) =>
      expectRefusal(() => addAddon(session, credits, 'a'), 'PT400', 'invalid_credits'),
    ),
  )

  it.each([null, 'usage', 'refund'])('refuses type %s', (kind) =>
    db.rolledBack((session) =>
      expectRefusal(() => addAddon(session, 1, 'a', { kind }), 'PT400', 'invalid_kind'),
    ),
  )

  it('refuses a reference that is none, an add-on and a clinic that are not there', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => addAddon(session, 1, null), 'PT400', 'invalid_reference')
      await expectRefusal(() => addAddon(session, 1, 'a', { type: 'fax' }), 'PT404', 'addon_not_found')
      const tenant = '00000000-0000-4000-8000-00000000dead'
      await expectRefusal(() => addAddon(session, 1, 'a', { tenant }), 'PT404', 'tenant_not_found')
    }))

  it.each(personas)('is out of reach of %s', (persona) =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          session.as(persona, (sql) => sql`select public.add_addon_credits(${aurora.id}, 'sms', 100, 'x')`),
        insufficientPrivilege,
      ),
    ),
  )
})

describe('races', () => {
  it('of one reference, 16 times at once, on a balance that is not there yet: one movement', async () => {
    const rows = await Promise.all(Array.from({ length: 16 }, () => addAddon(db, 10, 'race')))
    expect(new Set(rows.map((row) => row.id)).size).toBe(1)
    await expectAddonsInOrder(db)
  })
})
