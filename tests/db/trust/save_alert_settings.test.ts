import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()
const kind = (changes: Record<string, unknown> = {}) => ({
  kind: 'queue_stuck',
  is_on: true,
  threshold: 30,
  by_email: false,
  by_push: true,
  ...changes,
})
const save = (on: Session, kinds: unknown, quiet: [string | null, string | null] = [null, null]) =>
  on.asUser(
    'admin@aurora.test',
    (sql) => sql`
      select public.save_alert_settings(${aurora.id}, ${sql.json(kinds as never)}, ${quiet[0]}::time, ${quiet[1]}::time)`,
  )
const shown = async (on: Session) => {
  const state = await ask<{ kinds: Record<string, unknown>[]; quiet: unknown; alerts: unknown[] }>(
    on,
    'get_operations',
    {},
    'dona@aurora.test',
  )
  return { ...state, kind: state.kinds.find((one) => one.kind === 'queue_stuck') }
}

describe('save_alert_settings', () => {
  it('keeps what is told, from where on and how, and when nobody is to be told', () =>
    db.rolledBack(async (on) => {
      for (let n = 0; n < 2; n++) await save(on, [kind()], ['22:00', '06:30'])
      expect(await shown(on)).toMatchObject({
        kind: { threshold: 30, by_email: false, by_push: true, usual: 15 },
        quiet: { from: '22:00', until: '06:30' },
      })
      await save(on, [])
      expect(await shown(on)).toMatchObject({ kind: { threshold: 30 }, quiet: { from: null, until: null } })
    }))

  it('ends what the clinic does not want to hear of any more', () =>
    db.rolledBack(async (on) => {
      await on.asService((sql) => sql`select app.raise_alert(${aurora.id}, 'queue_stuck')`)
      await save(on, [kind({ is_on: false })])
      expect((await shown(on)).alerts).toEqual([])
    }))

  it('refuses what cannot be', () =>
    db.rolledBack(async (on) => {
      for (const kinds of [
        null,
        {},
        [kind({ kind: 'x' })],
        [kind({ threshold: 0 })],
        [kind({ threshold: null })],
        [kind({ is_on: null })],
      ])
        await expectRefusal(() => save(on, kinds), 'PT400', 'invalid_settings')
      for (const quiet of [
        ['22:00', null],
        ['22:00', '22:00'],
      ] as [string, string | null][])
        await expectRefusal(() => save(on, [], quiet), 'PT400', 'invalid_settings')
    }))

  itIsForAdmins(db, (sql) => sql`select public.save_alert_settings(${aurora.id}, '[]', null, null)`)
})
