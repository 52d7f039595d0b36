import { expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { itIsForMembers } from '../support/guards.ts'
import { createDatabase } from '../support/database.ts'
import { leaveCredits } from '../support/credits.ts'
import { aurora } from '../support/cast.ts'
import {
  bookBefore,
  logs,
  officialTemplate,
  openReminders,
  saveReminders,
  tick,
  windowOf,
} from '../support/reminders.ts'

const db = await createDatabase()

it('says what each cost and why others did not go; a therapist sees the own', () =>
  db.rolledBack(async (session) => {
    await openReminders(session)
    const template = await officialTemplate(session)
    await saveReminders(session, { windows: [windowOf(1440, { template }), windowOf(120, { template })] })
    await leaveCredits(session, 1, aurora.id)
    await bookBefore(session)
    await tick(session, '2030-01-07T18:00:00Z')
    await tick(session, '2030-01-08T16:00:00Z')
    expect(
      (await logs(session)).map(({ window_minutes, state, reason, cost }) => ({
        window_minutes,
        state,
        reason,
        cost,
      })),
    ).toEqual([
      { window_minutes: 120, state: 'waiting', reason: 'insufficient_credits', cost: null },
      { window_minutes: 1440, state: 'sent', reason: null, cost: 1 },
    ])
    expect(
      await ask(session, 'list_session_reminder_logs', { state: 'sent' }, 'terapeuta@aurora.test'),
    ).toHaveLength(1)
    await session.asPostgres(
      (sql) =>
        sql`update public.sessions set therapist_id = ${'00000000-0000-4000-8000-0000000000a3'} where true`,
    )
    expect(await ask(session, 'list_session_reminder_logs', {}, 'terapeuta@aurora.test')).toEqual([])
  }))

itIsForMembers(db, (sql) => sql`select public.list_session_reminder_logs(${aurora.id})`)
