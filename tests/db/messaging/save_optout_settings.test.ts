import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()
const leader = 'supervisor@aurora.test'
const save = (session: Session, args: Record<string, unknown> = {}, as: typeof leader | undefined = leader) =>
  answer<Record<string, unknown>>(
    session,
    'save_optout_settings',
    { p_acknowledges: true, p_opt_out_text: '', p_opt_in_text: '', ...args },
    as,
  )

describe('save_optout_settings', () => {
  it('keeps the texts of the clinic; an empty one is the usual one again', () =>
    db.rolledBack(async (session) => {
      const usual = await save(session)
      expect(await save(session, { p_acknowledges: false, p_opt_out_text: ' Até logo! ' })).toEqual({
        acknowledges: false,
        opt_out_text: 'Até logo!',
        opt_in_text: usual.opt_in_text,
      })
      expect(await save(session)).toEqual(usual)
    }))

  it('refuses a text that is too long, and the desk', () =>
    db.rolledBack(async (session) => {
      const long = { p_opt_in_text: 'x'.repeat(601) }
      await expectRefusal(() => save(session, long), 'PT400', 'body_too_long')
      await expectRefusal(
        () =>
          answer(session, 'save_optout_settings', {
            p_acknowledges: true,
            p_opt_out_text: '',
            p_opt_in_text: '',
          }),
        'PT403',
        'forbidden',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.save_optout_settings(${aurora.id}, true, '', '')`)
})
