import { describe, expect, it } from 'vitest'
import { addAddon, deductAddon, offerAddon } from '../support/addons.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'

const db = await createDatabase()

interface Limits {
  tenant?: string
  type?: string
  daily?: number | null
  hourly?: number | null
  active?: boolean | null
  expires?: string | null
}

const setLimits = (session: Session, given: Limits = {}) => {
  const {
    tenant = aurora.id,
    type = 'sms',
    daily = null,
    hourly = null,
    active = true,
    expires = null,
  } = given
  return session.asUser('saas@zelo.test', async (sql) =>
    only(
      await sql`select * from public.saas_set_addon_limits(${tenant}, ${type}, ${daily}, ${hourly}, ${active}, ${expires})`,
    ),
  )
}

describe('saas_set_addon_limits', () => {
  it.each([
    ['a day', { daily: 3 }, 'addon_limit_reached'],
    ['an hour', { hourly: 3 }, 'addon_limit_reached'],
    ['no more', { active: false }, 'addon_inactive'],
    ['until a moment', { expires: '2026-01-01T00:00:00Z' }, 'addon_inactive'],
  ])('lets a clinic spend so much %s, and all again', (_what, limits, code) =>
    db.rolledBack(async (session) => {
      await offerAddon(session)
      await addAddon(session, 100, 'a')
      await setLimits(session, limits)
      const call = deductAddon(session, 4, 'b')
      await expect(call).rejects.toMatchObject({ message: code })
      await setLimits(session)
      expect(await deductAddon(session, 4, 'b')).toMatchObject({ amount: -4 })
    }),
  )

  it('moves no credit, and may come before the first of them', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session)
      expect(await setLimits(session, { daily: 3 })).toMatchObject({
        balance: 0,
        daily_limit: 3,
        hourly_limit: null,
      })
      expect(await session.asPostgres((sql) => sql`select from public.addon_transactions`)).toEqual([])
    }))

  it.each([
    [{ daily: -1 }, 'PT400', 'invalid_credits'],
    [{ hourly: -1 }, 'PT400', 'invalid_credits'],
    [{ type: 'fax' }, 'PT404', 'addon_not_found'],
    [{ tenant: '00000000-0000-4000-8000-00000000dead' }, 'PT404', 'tenant_not_found'],
  ])('refuses %j: %s %s', (given, state, code) =>
    db.rolledBack(async (session) => {
      await offerAddon(session)
      await expectRefusal(() => setLimits(session, given), state, code)
    }),
  )

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_set_addon_limits(${aurora.id}, 'sms', 1, 1)`)
})
