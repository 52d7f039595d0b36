import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { always, autoreplySettings, setAutoreply } from '../support/autoreply.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

describe('save_autoreply', () => {
  it('keeps the hours in their order and says what would happen now', () =>
    db.rolledBack(async (session) => {
      const closed = await setAutoreply(session, {
        business_hours: {
          mon: [
            ['13:00', '18:00'],
            ['08:00', '12:00'],
          ],
          tue: [],
        },
        mode: 'custom',
        custom_hours: always,
      })
      expect(closed.settings).toMatchObject({
        business_hours: {
          mon: [
            ['08:00', '12:00'],
            ['13:00', '18:00'],
          ],
        },
      })
      expect(closed.now).toMatchObject({ replies: true })
      expect((await setAutoreply(session, { business_hours: always })).now).toMatchObject({
        replies: false,
        reason: 'open',
      })
      expect((await setAutoreply(session, { is_on: false })).now).toEqual({ replies: false, reason: 'off' })
    }))

  it.each([
    [{ mode: 'sometimes' }, 'invalid_mode'],
    [{ cooldown_minutes: 5 }, 'invalid_cooldown'],
    [{ cooldown_minutes: 'x' }, 'invalid_cooldown'],
    [{ closed_text: '  ' }, 'empty_body'],
    [{ holiday_text: 'x'.repeat(1001) }, 'body_too_long'],
    [{ closed_text: 'Olá, {paciente}' }, 'unknown_variable'],
    [{ business_hours: { mon: [['8', '9']] } }, 'invalid_hours'],
    [{ business_hours: { mon: [['08:00', '08:00']] } }, 'invalid_hours'],
    [{ custom_hours: { domingo: [] } }, 'invalid_hours'],
    [{ custom_hours: [] }, 'invalid_hours'],
  ])('refuses %j', (more, code) =>
    db.rolledBack((session) => expectRefusal(() => setAutoreply(session, more), 'PT400', code)),
  )

  it('is for those who lead the team', () =>
    db.rolledBack((session: Session) =>
      expectRefusal(
        () => answer(session, 'save_autoreply', { p_settings: autoreplySettings }),
        'PT403',
        'forbidden',
      ),
    ))

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.save_autoreply(${aurora.id}, ${JSON.stringify(autoreplySettings)}::text::jsonb)`,
  )
})
