import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { charges, day, itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('preview_reminder', () => {
  it('fills the clinic’s words in, and says what stands against it', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: `${day(-3)}T15:00`, price_cents: 125050 })
      await ask(session, 'save_money_settings', {
        settings: { reminder_days: 10, reminder_text: '{nome}: {valor} desde {vencimento}. {clinica}' },
      })
      const payer_id = (await charges(session))[0]!.payer_id
      const [year, month, date] = day(-3).split('-')
      expect(await ask(session, 'preview_reminder', { payer_id })).toMatchObject({
        name: 'Ana Prado',
        overdue_cents: 125050,
        charges: 1,
        last_reminded_at: null,
        body: `Ana: R$ 1.250,50 desde ${date}/${month}/${year}. Clínica Aurora`,
        problems: ['no_conversation'],
      })
    }))

  it.each([
    ['2026-11-27 12:00Z', true],
    ['2026-11-27 11:59Z', false],
    ['2026-11-27 23:00Z', false],
    ['2026-11-28 16:59Z', true],
    ['2026-11-28 17:00Z', false],
    ['2026-11-29 15:00Z', false],
  ])('knows a decent hour: %s is %s', (moment, decent) =>
    db.rolledBack(async (session) => {
      const [row] = await session.asPostgres(
        (sql) => sql`select app.is_collection_hour(${moment}, 'America/Sao_Paulo') as decent`,
      )
      expect(row).toEqual({ decent })
    }),
  )
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'preview_reminder', { payer_id: sessionId }))
