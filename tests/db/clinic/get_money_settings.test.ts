import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('get_money_settings', () => {
  it('says what holds where nobody has said anything', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'get_money_settings')).toMatchObject({
        reminder_days: 7,
        is_own_text: false,
        unbilled_sessions: 0,
        reminder_text: expect.stringContaining('{valor}') as unknown,
      })
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'get_money_settings'))
