import { expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { windowOf, type ReminderSettings } from '../support/reminders.ts'

const db = await createDatabase()
const admin = 'admin@aurora.test'

it('keeps what is not said, and sorts the windows', () =>
  db.rolledBack(async (session) => {
    const windows = [windowOf(120), windowOf(2880)]
    await ask(
      session,
      'save_session_reminder_settings',
      { settings: { is_on: true, windows, quiet_from: '20:00' } },
      admin,
    )
    await ask(session, 'save_session_reminder_settings', { settings: { skip_when_confirmed: true } }, admin)
    expect(await ask<ReminderSettings>(session, 'get_session_reminder_settings')).toEqual({
      is_on: true,
      quiet_from: '20:00',
      quiet_to: '07:00',
      skip_when_confirmed: true,
      holdout_percent: 0,
      windows: [windows[1], windows[0]],
    })
  }))

it.each([
  ['PT400', 'invalid_reminder_window', { windows: [windowOf(30)] }],
  ['PT400', 'invalid_reminder_window', { windows: [windowOf(120), windowOf(120)] }],
  ['PT400', 'invalid_reminder_window', { windows: [] }],
  ['PT400', 'empty_body', { windows: [windowOf(120, { text: ' ' })] }],
  ['PT400', 'invalid_settings', { quiet_from: '25:00' }],
  ['PT400', 'invalid_settings', { holdout_percent: 21 }],
  ['PT400', 'invalid_settings', { holdout_percent: -1 }],
  ['PT400', 'invalid_settings', { holdout_percent: null }],
  [
    'PT404',
    'template_not_found',
    { windows: [windowOf(120, { template: { id: '0e000000-0000-4000-8000-0000000000ff', variables: {} } })] },
  ],
])('refuses with %s %s', (status, code, settings) =>
  db.rolledBack(async (session) => {
    await expectRefusal(
      () => ask(session, 'save_session_reminder_settings', { settings }, admin),
      status,
      code,
    )
  }),
)

it('is for who leads', () =>
  db.rolledBack(async (session) => {
    await expectRefusal(
      () => ask(session, 'save_session_reminder_settings', { settings: {} }),
      'PT403',
      'forbidden',
    )
  }))

itIsForMembers(db, (sql) => sql`select public.save_session_reminder_settings(${aurora.id}, '{}')`)
