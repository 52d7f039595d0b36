import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const set = async (session: Session, channel: string, shows: boolean | null) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) => sql`select public.set_channel_typing(${aurora.id}, ${channel}, ${shows}) as shows`,
  )
  return row!.shows as boolean
}

async function stored(session: Session): Promise<{ shown: boolean }> {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) =>
      sql`select (public.get_channel_setup(${aurora.id}) #> '{evolution,shows_typing}')::boolean as shown`,
  )
  return row as { shown: boolean }
}

describe('set_channel_typing', () => {
  itIsForAdmins(db, (sql) => sql`select public.set_channel_typing(${aurora.id}, ${aurora.evolution}, false)`)

  it('is on until somebody switches it off, and twice is once', () =>
    db.rolledBack(async (session) => {
      expect(await stored(session)).toEqual({ shown: true })
      expect(await set(session, aurora.evolution, false)).toBe(false)
      expect(await set(session, aurora.evolution, false)).toBe(false)
      expect(await stored(session)).toEqual({ shown: false })
      expect(await set(session, aurora.evolution, true)).toBe(true)
      expect(await stored(session)).toEqual({ shown: true })
    }))

  it('refuses a channel of another clinic', () =>
    db.rolledBack((session) =>
      expectRefusal(() => set(session, horizonte.twilio, false), 'PT404', 'channel_not_found'),
    ))
})
