import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'

const db = await createDatabase()

describe('save_money_settings', () => {
  it('keeps the days and the words; without words the product’s hold', () =>
    db.rolledBack(async (session) => {
      const save = (settings: object) => ask(session, 'save_money_settings', { settings })
      expect(await save({ reminder_days: 15, reminder_text: 'Oi, {nome}: {valor}.' })).toMatchObject({
        reminder_days: 15,
        reminder_text: 'Oi, {nome}: {valor}.',
        is_own_text: true,
      })
      expect(await save({ reminder_days: 15, reminder_text: ' ' })).toMatchObject({ is_own_text: false })
    }))

  it.each([[{ reminder_days: 0 }], [{ reminder_days: 91 }], [{ reminder_text: 'curto' }]])(
    'refuses %j',
    (settings) =>
      db.rolledBack((session) =>
        expectError(ask(session, 'save_money_settings', { settings }), 'PT400', 'invalid_reminder'),
      ),
  )
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'save_money_settings', { settings: {} }))
