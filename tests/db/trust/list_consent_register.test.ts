import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { answered, merge } from '../support/intakes.ts'
import { savePatient } from '../support/patients.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()

describe('list_consent_register', () => {
  itIsForAdmins(db, (sql) => sql`select * from public.list_consent_register(${aurora.id})`)

  it('joins what people agreed to through the intake, and filters it', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { id } = await answered(session)
      await merge(session, id)
      const list = (args: object = {}) =>
        call<{ purpose: string; patient_name: string; id: string }>(
          session,
          'list_consent_register',
          { ...args },
          'dona@aurora.test',
        )
      const all = await list()
      expect(all.map(({ purpose }) => purpose).sort()).toEqual(['care_contract', 'privacy_notice'])
      expect(all[0]).toMatchObject({ patient_name: 'Mariana Souza' })
      expect(await list({ p_purpose: 'care_contract' })).toHaveLength(1)
      expect(await list({ p_state: 'withdrawn' })).toEqual([])
      expect(await list({ p_limit: 1, p_before: all[0]!.id })).toMatchObject([{ id: all[1]!.id }])
    }))
})
