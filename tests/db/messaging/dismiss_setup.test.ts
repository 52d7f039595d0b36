import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

describe('dismiss_setup', () => {
  it('puts the first steps away for whoever asks, once however often', () =>
    db.rolledBack(async (session: Session) => {
      const setup = async (as: 'dona@aurora.test' | 'admin@aurora.test') =>
        (await answer<{ setup: object | null }>(session, 'get_today', {}, as)).setup
      await answer(session, 'dismiss_setup', {}, 'admin@aurora.test')
      await answer(session, 'dismiss_setup', {}, 'admin@aurora.test')
      expect(await setup('admin@aurora.test')).toBeNull()
      expect(await setup('dona@aurora.test')).not.toBeNull()
    }))

  itIsForAdmins(db, (sql) => sql`select public.dismiss_setup(${aurora.id})`)
})
