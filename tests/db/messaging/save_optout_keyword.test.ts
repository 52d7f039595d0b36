import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { only, threadsOf } from '../support/inbox.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answer, oneId, otherId } from '../support/workspace.ts'

const db = await createDatabase()
const leader = 'supervisor@aurora.test'
const save = (session: Session, word: string | null, id: string | null = oneId) =>
  answer<{ id: string; word: string }>(session, 'save_optout_keyword', { p_id: id, p_word: word }, leader)

describe('save_optout_keyword', () => {
  it('makes a word of the clinic opt out whoever writes nothing else', () =>
    db.rolledBack(async (session) => {
      expect(await save(session, '  Não Perturbe! ')).toEqual({ id: oneId, word: 'nao perturbe' })
      await receive(session, { provider_message_id: 'A1', body: 'não perturbe o paciente das 9h' })
      expect(only(await threadsOf(session)).opted_out).toBe(false)
      await receive(session, { provider_message_id: 'A2', body: 'Não perturbe, por favor 🙏' })
      expect(only(await threadsOf(session)).opted_out).toBe(true)
    }))

  it('is changed by its id, and said twice is one', () =>
    db.rolledBack(async (session) => {
      await save(session, 'basta')
      await save(session, 'basta')
      expect(await save(session, 'fora')).toEqual({ id: oneId, word: 'fora' })
      const rules = await answer<{ keywords: unknown[] }>(session, 'get_optout_rules')
      expect(rules.keywords).toEqual([{ id: oneId, word: 'fora' }])
    }))

  it.each([
    ['ab', 'PT400', 'invalid_keyword'],
    ['bom dia', 'PT400', 'invalid_keyword'],
    ['😡😡😡', 'PT400', 'invalid_keyword'],
    ['x'.repeat(41), 'PT400', 'invalid_keyword'],
    [null, 'PT400', 'invalid_keyword'],
    ['Párar', 'PT409', 'keyword_exists'],
    ['cancelar', 'PT409', 'keyword_answers_reminders'],
    ['Sim', 'PT409', 'keyword_answers_reminders'],
  ])('refuses %j', (word, sqlstate, code) =>
    db.rolledBack((session) => expectRefusal(() => save(session, word), sqlstate, code)),
  )

  it('refuses a word that the clinic has, one without an id, and the fifty-first', () =>
    db.rolledBack(async (session) => {
      await save(session, 'basta')
      await expectRefusal(() => save(session, 'Basta.', otherId), 'PT409', 'keyword_exists')
      await expectRefusal(() => save(session, 'fora', null), 'PT400', 'missing_client_id')
      await session.asPostgres(
        (sql) => sql`
          insert into public.conversation_optout_keywords (tenant_id, id, word)
          select ${aurora.id}, gen_random_uuid(), 'palavra ' || n from generate_series(1, 49) n`,
      )
      await expectRefusal(() => save(session, 'fora', otherId), 'PT409', 'too_many_keywords')
    }))

  it('is for those who lead the team', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => answer(session, 'save_optout_keyword', { p_id: oneId, p_word: 'basta' }),
        'PT403',
        'forbidden',
      ),
    ))

  itIsForMembers(db, (sql) => sql`select public.save_optout_keyword(${aurora.id}, ${oneId}, 'basta')`)
})
