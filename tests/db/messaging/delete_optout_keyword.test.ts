import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answer, oneId } from '../support/workspace.ts'

const db = await createDatabase()
const leader = 'supervisor@aurora.test'
const remove = (session: Session) =>
  answer<boolean>(session, 'delete_optout_keyword', { p_id: oneId }, leader)

describe('delete_optout_keyword', () => {
  it('takes a word back, once', () =>
    db.rolledBack(async (session) => {
      await answer(session, 'save_optout_keyword', { p_id: oneId, p_word: 'basta' }, leader)
      expect(await remove(session)).toBe(true)
      expect(await remove(session)).toBe(false)
      expect(await answer(session, 'check_optout_phrase', { p_phrase: 'basta' })).toEqual({
        effect: null,
        keyword: null,
      })
    }))

  it('is for those who lead the team', () =>
    db.rolledBack((session) =>
      expectRefusal(() => answer(session, 'delete_optout_keyword', { p_id: oneId }), 'PT403', 'forbidden'),
    ))

  itIsForMembers(db, (sql) => sql`select public.delete_optout_keyword(${aurora.id}, ${oneId})`)
})
