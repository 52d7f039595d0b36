import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

describe('get_optout_rules', () => {
  it('has words, and answers with the name of the clinic, before anybody set anything', () =>
    db.rolledBack(async (session) => {
      const rules = await answer<{
        words: unknown[]
        keywords: unknown[]
        settings: Record<string, unknown>
      }>(session, 'get_optout_rules')
      expect(rules.words).toContainEqual({ word: 'sair', effect: 'opt_out' })
      expect(rules.words).toContainEqual({ word: 'voltar', effect: 'opt_in' })
      expect(rules.keywords).toEqual([])
      expect(rules.settings).toMatchObject({
        acknowledges: true,
        opt_out_text: expect.stringContaining('Aurora'),
        opt_in_text: expect.stringContaining('SAIR'),
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_optout_rules(${aurora.id})`)
})
