import { describe, expect, it } from 'vitest'
import { callAgenda, helena, list, openAgenda, types } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForPayoutKeepers, month, owner, saveRule } from '../support/payouts.ts'

const db = await createDatabase()

describe('list_payout_rules', () => {
  it('names whom and what each rule is about, until when, and what is past only with the history', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await saveRule(session, { percent: 50 })
      await saveRule(session, { percent: 55.5, valid_from: month() })
      await saveRule(session, {
        therapist_id: helena,
        session_type_id: types.group,
        fixed_cents: 4000,
        valid_from: month(1),
      })
      const now = await list(session, 'list_payout_rules', {}, owner)
      expect(now).toMatchObject([
        { therapist_name: null, percent: '55.50', fixed_cents: null, valid_until: null, state: 'in_force' },
        { therapist_name: 'Helena Terapeuta', type_name: 'Grupo', fixed_cents: 4000, state: 'coming' },
      ])
      const all = await list<{ state: string }>(session, 'list_payout_rules', { with_history: true }, owner)
      expect(all.map(({ state }) => state)).toEqual(['in_force', 'past', 'coming'])
    }))
})

itIsForPayoutKeepers(db, (sql) => callAgenda(sql, 'select * from %s', 'list_payout_rules'))
