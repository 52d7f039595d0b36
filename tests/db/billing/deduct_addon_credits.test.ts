import { beforeAll, describe, expect, it } from 'vitest'
import {
  addAddon,
  addonOf,
  deductAddon,
  expectAddonsInOrder,
  moveAddonAt,
  offerAddon,
} from '../support/addons.ts'
import { aurora, personas } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError, insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'

const db = await createDatabase()

beforeAll(async () => {
  await offerAddon(db)
  await addAddon(db, 100, 'begin')
})

const limit = (session: Session, limits: { daily?: number; hourly?: number; zone?: string }) =>
  session.asPostgres(async (sql) => {
    await sql`
      update public.addon_credits set daily_limit = ${limits.daily ?? null}, hourly_limit = ${limits.hourly ?? null},
        daily_reset_at = null, hourly_reset_at = null
      where tenant_id = ${aurora.id}`
    await sql`
      update public.tenants set time_zone = ${limits.zone ?? 'America/Sao_Paulo'} where id = ${aurora.id}`
  })

describe('deduct_addon_credits', () => {
  it('writes one movement and lowers the balance with it, once', () =>
    db.rolledBack(async (session) => {
      const first = await deductAddon(session, 3, 'a')
      expect(first).toMatchObject({ type: 'usage', amount: -3, balance_before: 100, balance_after: 97 })
      expect(await deductAddon(session, 3, 'a')).toEqual(first)
      expect(await addonOf(session)).toMatchObject({ balance: 97, total_consumed: 3, daily_used: 3 })
      await expectAddonsInOrder(session)
    }))

  it('notes that the balance is low, and forgets it when it is not', () =>
    db.rolledBack(async (session) => {
      await deductAddon(session, 90, 'a')
      expect((await addonOf(session)).low_balance_notified).toBe(true)
      await addAddon(session, 1, 'b')
      expect((await addonOf(session)).low_balance_notified).toBe(false)
    }))

  it('refuses what the balance does not hold', () =>
    db.rolledBack((session) =>
      expectRefusal(() => deductAddon(session, 101, 'a'), 'PT402', 'insufficient_addon_credits'),
    ))

  it('refuses a reference whose credits were given back', () =>
    db.rolledBack(async (session) => {
      await deductAddon(session, 3, 'a')
      await session.asService((sql) => sql`select public.refund_addon_credits(${aurora.id}, 'a')`)
      await expectRefusal(() => deductAddon(session, 3, 'a'), 'PT409', 'reference_refunded')
      expect(await addonOf(session)).toMatchObject({ balance: 100 })
    }))

  it.each([null, 0, -1, 1_000_001])('refuses %s credits', (credits) =>
    db.rolledBack((session) =>
      expectRefusal(() => deductAddon(session, credits, 'a'), 'PT400', 'invalid_credits'),
    ),
  )

  it('refuses a reference that is none or stands for something else, and what is not there', () =>
    db.rolledBack(async (session) => {
      await deductAddon(session, 1, 'a')
      const tenant = '00000000-0000-4000-8000-00000000dead'
      await expectRefusal(() => deductAddon(session, 1, ''), 'PT400', 'invalid_reference')
      await expectRefusal(() => deductAddon(session, 2, 'a'), 'PT409', 'reference_in_use')
      await expectRefusal(() => deductAddon(session, 1, 'b', { type: 'fax' }), 'PT404', 'addon_not_found')
      await expectRefusal(() => deductAddon(session, 1, 'b', { tenant }), 'PT404', 'tenant_not_found')
    }))

  it.each(['is_active = false', "expires_at = now() - interval '1 second'"])('refuses where %s', (state) =>
    db.rolledBack(async (session) => {
      await session.asPostgres((sql) => sql.unsafe(`update public.addon_credits set ${state} where true`))
      await expectRefusal(() => deductAddon(session, 1, 'a'), 'PT409', 'addon_inactive')
    }),
  )

  it.each(personas)('is out of reach of %s', (persona) =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          session.as(persona, (sql) => sql`select public.deduct_addon_credits(${aurora.id}, 'sms', 1, 'x')`),
        insufficientPrivilege,
      ),
    ),
  )
})

describe('a limit', () => {
  const spendAt = (session: Session, at: string, credits: number) =>
    moveAddonAt(session, at, 'usage', -credits, `${at}:${credits}`)

  const refused = (call: Promise<unknown>) => expectError(call, 'PT429', 'addon_limit_reached')

  it('of the day ends at the midnight of the clinic, not of the server', () =>
    db.rolledBack(async (session) => {
      await limit(session, { daily: 5 })
      // 23:30 and 00:10 in São Paulo, three hours behind UTC
      await spendAt(session, '2026-11-21T02:30:00Z', 5)
      await refused(spendAt(session, '2026-11-21T02:59:59.999Z', 1))
      await spendAt(session, '2026-11-21T03:00:00Z', 5)
      await refused(spendAt(session, '2026-11-22T02:59:59Z', 1))
    }))

  it('of the hour ends at the full hour of the clinic, also where clocks differ by half an hour', () =>
    db.rolledBack(async (session) => {
      await limit(session, { hourly: 5, zone: 'Asia/Kolkata' })
      await spendAt(session, '2026-11-20T10:20:00Z', 5)
      await refused(spendAt(session, '2026-11-20T10:29:59Z', 1))
      await spendAt(session, '2026-11-20T10:30:00Z', 5)
    }))

  it.each([
    ['of 23 hours', '2026-03-29T02:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'],
    ['of 25 hours', '2026-10-25T02:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
  ])('holds for a day %s', (_what, morning, night, midnight) =>
    db.rolledBack(async (session) => {
      await limit(session, { daily: 5, zone: 'Europe/Berlin' })
      await spendAt(session, morning, 5)
      await refused(spendAt(session, night, 1))
      await spendAt(session, midnight, 5)
    }),
  )

  it('holds where midnight is left out: the day begins at one', () =>
    db.rolledBack(async (session) => {
      await limit(session, { daily: 5, zone: 'America/Sao_Paulo' })
      // 4 November 2018, the last time that Brazil put its clocks forward, at midnight
      await spendAt(session, '2018-11-03T12:00:00Z', 5)
      await refused(spendAt(session, '2018-11-04T02:59:59Z', 1))
      await spendAt(session, '2018-11-04T03:00:00Z', 5)
    }))

  it('counts an hour that the clock shows twice as two', () =>
    db.rolledBack(async (session) => {
      await limit(session, { hourly: 5, zone: 'Europe/Berlin' })
      await spendAt(session, '2026-10-25T00:30:00Z', 5)
      await spendAt(session, '2026-10-25T01:30:00Z', 5)
      await refused(spendAt(session, '2026-10-25T01:59:59Z', 1))
    }))

  const moveTo = (session: Session, zone: string) =>
    session.asPostgres((sql) => sql`update public.tenants set time_zone = ${zone} where id = ${aurora.id}`)

  it('of the day is not renewed sooner by another time zone', () =>
    db.rolledBack(async (session) => {
      await limit(session, { daily: 5 })
      await spendAt(session, '2026-11-21T02:30:00Z', 5)
      // whose midnight comes an hour later, and the next one's another hour
      await moveTo(session, 'America/Manaus')
      await spendAt(session, '2026-11-21T03:00:00Z', 5)
      await moveTo(session, 'America/Rio_Branco')
      await refused(spendAt(session, '2026-11-21T04:00:00Z', 1))
      await refused(spendAt(session, '2026-11-22T03:59:59Z', 1))
      await spendAt(session, '2026-11-22T04:00:00Z', 5)
    }))

  it('of the hour is not renewed sooner by a clock that differs by half an hour', () =>
    db.rolledBack(async (session) => {
      await limit(session, { hourly: 5 })
      await spendAt(session, '2026-11-20T10:50:00Z', 5)
      await moveTo(session, 'Asia/Kolkata')
      await spendAt(session, '2026-11-20T11:00:00Z', 5)
      await refused(spendAt(session, '2026-11-20T11:30:00Z', 1))
      await refused(spendAt(session, '2026-11-20T12:29:59Z', 1))
      await spendAt(session, '2026-11-20T12:30:00Z', 5)
    }))

  it('says when it ends', () =>
    db.rolledBack(async (session) => {
      await limit(session, { daily: 0, zone: 'Asia/Kolkata' })
      const error = await spendAt(session, '2026-11-20T10:00:00Z', 1).catch(
        (caught: { detail: string }) => caught,
      )
      expect(new Date((error as { detail: string }).detail)).toEqual(new Date('2026-11-20T18:30:00Z'))
    }))

  it('gets back what is given back within it, and nothing of an earlier day', () =>
    db.rolledBack(async (session) => {
      await limit(session, { daily: 5 })
      await moveAddonAt(session, '2026-11-20T12:00:00Z', 'usage', -5, 'a')
      await moveAddonAt(session, '2026-11-20T13:00:00Z', 'refund', 5, 'a')
      await moveAddonAt(session, '2026-11-20T14:00:00Z', 'usage', -5, 'b')
      await moveAddonAt(session, '2026-11-21T12:00:00Z', 'usage', -5, 'c')
      await moveAddonAt(session, '2026-11-21T13:00:00Z', 'refund', 5, 'b')
      await refused(spendAt(session, '2026-11-21T14:00:00Z', 1))
      await expectAddonsInOrder(session)
    }))
})

describe('races', () => {
  it('for the last credits: as many succeed as there are', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 24 }, (_, n) => deductAddon(db, 10, `race:${n}`)),
    )
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(10)
    expect((await addonOf(db)).balance).toBe(0)
    await expectAddonsInOrder(db)
  })
})
