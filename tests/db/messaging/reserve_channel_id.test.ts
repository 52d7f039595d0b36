import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const reserve = async (session: Session, provider: string | null) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) => sql`select app.reserve_channel_id(${aurora.id}, ${provider}) as id`,
  )
  return row?.id as string
}

describe('reserve_channel_id', () => {
  it('answers with the channel that is there', () =>
    db.rolledBack(async (session) => {
      expect(await reserve(session, 'evolution')).toBe(aurora.evolution)
    }))

  it('makes one that is not active yet, once', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`delete from public.notification_channels where id = ${aurora.twilio}`,
      )
      const id = await reserve(session, 'twilio')
      expect(await reserve(session, 'twilio')).toBe(id)
      const [row] = await session.asPostgres(
        (sql) => sql`select is_active from public.notification_channels where id = ${id}`,
      )
      expect(row).toEqual({ is_active: false })
    }))

  it.each(['meta', '', null])('refuses the provider %j', (provider) =>
    db.rolledBack((session) => expectRefusal(() => reserve(session, provider), 'PT400', 'unknown_provider')),
  )

  itIsForAdmins(db, (sql) => sql`select app.reserve_channel_id(${aurora.id}, 'twilio')`)
})
