import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'

const db = await createDatabase()

const deactivate = async (session: Session, channel: string) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) => sql`select app.deactivate_channel(${aurora.id}, ${channel}) as answer`,
  )
  return row?.answer as unknown
}

describe('deactivate_channel', () => {
  it('switches the channel off, tells the screens, and answers the same again', () =>
    db.rolledBack(async (session) => {
      const answer = { channel_id: aurora.evolution, provider: 'evolution', is_active: false }
      expect(await deactivate(session, aurora.evolution)).toEqual(answer)
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'channel',
        payload: { channel: { is_active: false } },
      })
      expect(await deactivate(session, aurora.evolution)).toEqual(answer)
    }))

  it('does not know a channel of another clinic', () =>
    db.rolledBack((session) =>
      expectRefusal(() => deactivate(session, horizonte.twilio), 'PT404', 'channel_not_found'),
    ))

  itIsForAdmins(db, (sql) => sql`select app.deactivate_channel(${aurora.id}, ${aurora.evolution})`)
})
