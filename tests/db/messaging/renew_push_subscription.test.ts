import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { subscribe } from '../support/notifications.ts'

const db = await createDatabase()
const reception = 'recepcao@aurora.test'
const auth = 'a'.repeat(22)

interface Renewal {
  tenant?: string
  old?: string
  secret?: string
  endpoint?: string
}

const renew = (
  session: Session,
  {
    tenant = aurora.id,
    old = 'https://push.test/device',
    secret = auth,
    endpoint = 'https://push.test/new',
  }: Renewal = {},
) =>
  session.asService(
    (sql) => sql`
      select app.renew_push_subscription(${tenant}, ${old}, ${secret}, ${endpoint}, ${'n'.repeat(87)}, ${'b'.repeat(22)})`,
  )
const devices = (session: Session) =>
  session.asPostgres(
    (sql) => sql`select endpoint, user_id, auth from app.push_subscriptions order by endpoint`,
  )
const renewed = { endpoint: 'https://push.test/new', user_id: people[reception].id, auth: 'b'.repeat(22) }

describe('renew_push_subscription', () => {
  it('tells the person at the new address, said twice too', () =>
    db.rolledBack(async (session) => {
      await subscribe(session, reception)
      await renew(session)
      await renew(session)
      expect(await devices(session)).toEqual([renewed])
    }))

  it('takes new keys of the same address', () =>
    db.rolledBack(async (session) => {
      await subscribe(session, reception)
      await renew(session, { endpoint: 'https://push.test/device' })
      expect(await devices(session)).toEqual([{ ...renewed, endpoint: 'https://push.test/device' }])
    }))

  it('leaves the new address to who has it by now', () =>
    db.rolledBack(async (session) => {
      await subscribe(session, reception)
      await subscribe(session, 'admin@aurora.test', 'https://push.test/new')
      await renew(session)
      expect(await devices(session)).toEqual([{ ...renewed, user_id: people['admin@aurora.test'].id, auth }])
    }))

  it.each<[string, Renewal]>([
    ['another secret', { secret: 'z'.repeat(22) }],
    ['an unknown address', { old: 'https://push.test/other' }],
    ['another clinic', { tenant: horizonte.id }],
  ])('refuses %s and changes nothing', (_, renewal) =>
    db.rolledBack(async (session) => {
      await subscribe(session, reception)
      const before = await devices(session)
      await expectRefusal(() => renew(session, renewal), 'PT404', 'push_subscription_not_found')
      expect(await devices(session)).toEqual(before)
    }),
  )

  it('refuses what no browser gives', () =>
    db.rolledBack(async (session) => {
      await subscribe(session, reception)
      await expectRefusal(
        () => renew(session, { endpoint: 'http://push.test/new' }),
        'PT400',
        'invalid_push_subscription',
      )
    }))
})
