import { beforeAll, describe, expect, it } from 'vitest'
import {
  addAddon,
  addonOf,
  deductAddon,
  expectAddonsInOrder,
  moveAddonAt,
  offerAddon,
  refundAddon,
} from '../support/addons.ts'
import { aurora, horizonte, personas } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'

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

  it.each([
    ['of the clinic changed meanwhile', 'America/Sao_Paulo', '2026-05-12T02:30:00Z', '2026-05-12T03:05:00Z'],
    ['is one with two midnights', 'Atlantic/Azores', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
  ])('frees nothing in a day that it was not counted in, where the clock %s', (_, zone, first, second) =>
    db.rolledBack(async (session) => {
      const setZone = (name: string) =>
        session.asPostgres(
          (sql) => sql`update public.tenants set time_zone = ${name} where id = ${aurora.id}`,
        )
      await session.asPostgres((sql) => sql`update public.addon_credits set daily_reset_at = null where true`)
      await setZone(zone)
      await moveAddonAt(
        session,
        new Date(Date.parse(first) - 12 * 3_600_000).toISOString(),
        'usage',
        -1,
        'before',
      )
      await moveAddonAt(session, first, 'usage', -9, 'a')
      if (zone === 'America/Sao_Paulo') await setZone('America/Noronha')
      await moveAddonAt(session, second, 'usage', -10, 'b')
      expect((await addonOf(session)).daily_used).toBe(10)
      await moveAddonAt(session, new Date(Date.parse(second) + 60_000).toISOString(), 'refund', 9, 'a')
      expect((await addonOf(session)).daily_used).toBe(10)
    }),
  )

  it('frees the day that it was counted in, also where the clock of the clinic changed meanwhile', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres((sql) => sql`update public.addon_credits set daily_reset_at = null where true`)
      await moveAddonAt(session, '2026-05-12T12:00:00Z', 'usage', -9, 'a')
      await session.asPostgres(
        (sql) => sql`update public.tenants set time_zone = 'America/Manaus' where id = ${aurora.id}`,
      )
      await moveAddonAt(session, '2026-05-12T12:01:00Z', 'refund', 9, 'a')
      expect(await addonOf(session)).toMatchObject({ daily_used: 0, hourly_used: 0 })
    }))

  it('gives back nothing that the clinic did not spend', () =>
    db.rolledBack(async (session) => {
      await deductAddon(session, 7, 'a')
      for (const call of [
        () => refundAddon(session, 'begin'),
        () => refundAddon(session, 'never'),
        () => refundAddon(session, 'a', { tenant: horizonte.id }),
      ]) {
        await expectRefusal(call, 'PT404', 'charge_not_found')
      }
      await expectRefusal(() => refundAddon(session, null), 'PT400', 'invalid_reference')
    }))

  it.each(personas)('is out of reach of %s', (persona) =>
    db.rolledBack((session) =>
      expectRefusal(
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
