import { expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { itIsForMembers } from '../support/guards.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import type { ReminderSettings } from '../support/reminders.ts'

const db = await createDatabase()

it('answers the defaults where nobody saved: off, a day and two hours before, silent from 21 to 7', () =>
  db.rolledBack(async (session) => {
    const settings = await ask<ReminderSettings>(session, 'get_session_reminder_settings')
    expect(settings).toMatchObject({
      is_on: false,
      quiet_from: '21:00',
      quiet_to: '07:00',
      skip_when_confirmed: false,
    })
    expect(settings.windows.map(({ minutes }) => minutes)).toEqual([1440, 120])
  }))

itIsForMembers(db, (sql) => sql`select public.get_session_reminder_settings(${aurora.id})`)
