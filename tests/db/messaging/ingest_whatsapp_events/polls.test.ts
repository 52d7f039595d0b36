import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../../support/database.ts'
import { at, evolutionEvent, ingest, reaction, receive, type Action } from '../../support/events.ts'
import { messagesOf, only, threadsOf } from '../../support/inbox.ts'

const db = await createDatabase()

const poll = {
  provider_message_id: 'P1',
  from_me: true,
  kind: 'poll',
  body: 'Manhã ou tarde?',
  content: { name: 'Manhã ou tarde?', options: ['Manhã', 'Tarde'] },
}
const vote = (options: string[], more: Record<string, string> = {}): Action => ({
  type: 'vote',
  target_provider_id: 'P1',
  by: 'contact',
  options,
  at: at(5),
  ...more,
})
const tell = (session: Session, ...actions: Action[]) => ingest(session, evolutionEvent(actions))
const pollOf = async (session: Session) =>
  only(await messagesOf(session)).content as { options: string[]; votes?: object[] }

describe('a vote', () => {
  it('stands on its poll, without a message of its own', () =>
    db.rolledBack(async (session) => {
      await receive(session, poll)
      await tell(session, vote(['Tarde']))
      expect(await pollOf(session)).toMatchObject({
        options: ['Manhã', 'Tarde'],
        votes: [{ by: 'contact', options: ['Tarde'] }],
      })
      expect(only(await threadsOf(session)).unread_count).toBe(0)
    }))

  it('replaces the one before, whatever comes first, and can be taken back', () =>
    db.rolledBack(async (session) => {
      await receive(session, poll)
      await tell(session, vote(['Manhã'], { at: at(7) }))
      await tell(session, vote(['Tarde'], { at: at(6) }))
      expect((await pollOf(session)).votes).toEqual([{ by: 'contact', options: ['Manhã'] }])
      await tell(session, vote([], { at: at(8) }))
      expect((await pollOf(session)).votes).toEqual([])
    }))

  it('of one person leaves those of others', () =>
    db.rolledBack(async (session) => {
      await receive(session, poll)
      await tell(session, vote(['Tarde'], { author: '+5511900000001', name: 'Ana' }))
      await tell(session, vote(['Manhã'], { author: '+5511900000002' }))
      expect((await pollOf(session)).votes).toEqual([
        { by: 'contact', author: '+5511900000001', name: 'Ana', options: ['Tarde'] },
        { by: 'contact', author: '+5511900000002', options: ['Manhã'] },
      ])
    }))

  it('waits for its poll', () =>
    db.rolledBack(async (session) => {
      await tell(session, vote(['Tarde']))
      await receive(session, poll)
      expect((await pollOf(session)).votes).toHaveLength(1)
    }))

  it('of a whole result replaces all', () =>
    db.rolledBack(async (session) => {
      await receive(session, poll)
      await tell(session, vote(['Tarde']))
      const votes = [{ by: 'us', options: ['Manhã'] }]
      await tell(session, { type: 'vote', target_provider_id: 'P1', votes, at: at(9) })
      expect((await pollOf(session)).votes).toEqual(votes)
    }))

  it('for something that is no poll changes nothing', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'P1' })
      await tell(session, vote(['Tarde']))
      expect(await pollOf(session)).toEqual({})
    }))
})

it('a reaction of one member of a group does not replace that of another', () =>
  db.rolledBack(async (session) => {
    await receive(session, { provider_message_id: 'M1' })
    const ana = { author: '+5511900000001', name: 'Ana' }
    const bia = { author: 'lid:42' }
    await tell(session, { ...reaction('M1', '👍'), ...ana }, { ...reaction('M1', '❤️'), ...bia })
    await tell(session, reaction('M1', '🙏', 'us'))
    expect(only(await messagesOf(session)).reactions).toEqual([
      { by: 'contact', emoji: '👍', ...ana },
      { by: 'contact', emoji: '❤️', ...bia },
      { by: 'us', emoji: '🙏' },
    ])
    await tell(session, { ...reaction('M1', '', 'contact', at(40)), ...ana })
    expect(only(await messagesOf(session)).reactions).toHaveLength(2)
  }))
