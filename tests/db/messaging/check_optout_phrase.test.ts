import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { answer, oneId } from '../support/workspace.ts'

const db = await createDatabase()
const check = (session: Session, phrase: string | null) =>
  answer<{ effect: string | null; keyword: string | null }>(session, 'check_optout_phrase', {
    p_phrase: phrase,
  })

describe('check_optout_phrase', () => {
  it.each([
    ['SAIR', { effect: 'opt_out', keyword: 'sair' }],
    ['Olá, voltar por favor', { effect: 'opt_in', keyword: 'voltar' }],
    ['vou sair mais cedo hoje', { effect: null, keyword: null }],
    ['', { effect: null, keyword: null }],
    [null, { effect: null, keyword: null }],
    ['x'.repeat(5000), { effect: null, keyword: null }],
  ])('of %j', (phrase, effect) =>
    db.rolledBack(async (session) => expect(await check(session, phrase)).toEqual(effect)),
  )

  it('knows the words of the clinic, and not those of another', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into public.conversation_optout_keywords (tenant_id, id, word)
          select t.id, ${oneId}, case when t.id = ${aurora.id} then 'basta' else 'fora daqui' end from public.tenants t`,
      )
      expect(await check(session, 'Basta!')).toEqual({ effect: 'opt_out', keyword: 'basta' })
      expect(await check(session, 'fora daqui')).toEqual({ effect: null, keyword: null })
    }))

  itIsForMembers(db, (sql) => sql`select public.check_optout_phrase(${aurora.id}, 'sair')`)
})
