import { describe, expect, it } from 'vitest'
import { aurora, horizonte, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { ingest, mariana, message, receive, twilioEvent } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { activateTwilio, createOutbound } from '../support/outbox.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`
const HOUR = 3_600_000
const hoursAgo = (hours: number) => new Date(Math.floor(Date.now() / 1000) * 1000 - hours * HOUR)

/** What a person of Clínica Horizonte, or of the clinic named, is told. */
async function windowOf(
  session: Session,
  { as, tenant }: { as: Email; tenant: string } = { as: 'recepcao@horizonte.test', tenant: horizonte.id },
): Promise<Date | null> {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ until: Date | null }[]>`select public.get_service_window(${tenant}, ${key}) as until`,
  )
  return row!.until
}

/** Mariana writes to Horizonte's official number. */
const writes = (session: Session, at: Date, id = 'SM1') =>
  ingest(session, twilioEvent([message({ provider_message_id: id, occurred_at: at.toISOString() })]))

describe('get_service_window', () => {
  it('ends 24 hours after the last of the messages that the person wrote to the official number', () =>
    db.rolledBack(async (session) => {
      const last = hoursAgo(3)
      await writes(session, hoursAgo(20))
      await writes(session, last, 'SM2')
      await writes(session, hoursAgo(10), 'SM3')
      expect(await windowOf(session)).toEqual(new Date(last.getTime() + 24 * HOUR))
    }))

  it.each([
    [23.9, true],
    [24.1, false],
  ])('%d hours after it, says of a text what sending says: %j', (hours, isTaken) =>
    db.rolledBack(async (session) => {
      await writes(session, hoursAgo(hours))
      const send = () => createOutbound(session, { as: 'recepcao@horizonte.test', tenant: horizonte.id })
      expect((await windowOf(session)) !== null).toBe(isTaken)
      if (isTaken) expect((await send()).lease).not.toBeNull()
      else await expectRefusal(send, 'PT409', 'outside_24h_window')
    }),
  )

  it('is not opened by what the clinic writes, nor by a conversation begun here', () =>
    db.rolledBack(async (session) => {
      await session.asUser(
        'recepcao@horizonte.test',
        (sql) => sql`select public.start_conversation(${horizonte.id}, ${mariana}, null)`,
      )
      expect(await windowOf(session)).toBeNull()
    }))

  it('is not opened by a message to another number of the clinic', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', occurred_at: hoursAgo(1).toISOString() })
      const ofAurora = { as: 'recepcao@aurora.test', tenant: aurora.id } as const
      expect(await windowOf(session, ofAurora)).toBeNull()
      await activateTwilio(session)
      expect(await windowOf(session, ofAurora)).toBeNull()
      const last = hoursAgo(0)
      await ingest(
        session,
        twilioEvent([message({ provider_message_id: 'SM1', occurred_at: last.toISOString() })], {
          clinic: 'aurora',
        }),
      )
      expect(await windowOf(session, ofAurora)).toEqual(new Date(last.getTime() + 24 * HOUR))
    }))

  it.each(['dona', 'admin', 'supervisor', 'terapeuta', 'recepcao'] as const)('answers %s', (who) =>
    db.rolledBack(async (session) => {
      await writes(session, hoursAgo(1))
      expect(await windowOf(session, { as: `${who}@horizonte.test`, tenant: horizonte.id })).not.toBeNull()
    }),
  )

  it('does not know a conversation of another clinic', () =>
    db.rolledBack(async (session) => {
      await writes(session, hoursAgo(1))
      await expectRefusal(
        () => windowOf(session, { as: 'recepcao@aurora.test', tenant: aurora.id }),
        'PT404',
        'conversation_not_found',
      )
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.get_service_window(${aurora.id}, ${key})`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
