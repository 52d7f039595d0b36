import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { threadsOf } from '../support/inbox.ts'
import { answer, later } from '../support/workspace.ts'

const db = await createDatabase()
const phone = (n: number) => `+551198765030${n}`
const keys = [1, 2, 3].map((n) => `whatsapp:${phone(n)}`)

const scene = async (session: Session) => {
  for (const n of [1, 2, 3])
    await receive(session, { provider_message_id: `A${n}`, address: { phone: phone(n) }, occurred_at: at(n) })
}
const act = (session: Session, action: string, value: object = {}, which: unknown[] = keys) =>
  answer<{ thread_key: string; done: boolean; code: string | null }[]>(session, 'change_conversations', {
    p_thread_keys: which,
    p_action: action,
    p_value: value,
  })
const states = async (session: Session, column: keyof Awaited<ReturnType<typeof threadsOf>>[number]) =>
  (await threadsOf(session)).map((thread) => thread[column])

describe('change_conversations', () => {
  it.each([
    ['finish', { reason: 'Agendou' }, 'status', 'finished'],
    ['finish', { reason: 'Agendou' }, 'status_reason', 'Agendou'],
    [
      'assign',
      { user_id: people['terapeuta@aurora.test'].id },
      'assigned_to',
      people['terapeuta@aurora.test'].id,
    ],
    ['read', {}, 'unread_count', 0],
    ['unread', {}, 'unread_count', 1],
    ['move', { column: 'waiting_contact' }, 'board_column', 'waiting_contact'],
    ['snooze', { until: later(60) }, 'snoozed_until', expect.any(Date)],
    ['block', {}, 'blocked_at', expect.any(Date)],
    ['unblock', {}, 'blocked_at', null],
    ['reopen', {}, 'status', 'open'],
  ] as const)('does %s %j to each', (action, value, column, expected) =>
    db.rolledBack(async (session) => {
      await scene(session)
      const results = await act(session, action, value)
      expect(results).toEqual(keys.map((thread_key) => ({ thread_key, done: true, code: null })))
      expect(await states(session, column)).toEqual([expected, expected, expected])
    }),
  )

  it('tags and untags', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const [row] = await session.asPostgres(
        (sql) => sql`select id from public.conversation_tags where tenant_id = ${aurora.id} limit 1`,
      )
      const tag = row!.id as string
      await act(session, 'tag', { tag_id: tag })
      expect(await states(session, 'tag_ids')).toEqual([[tag], [tag], [tag]])
      await act(session, 'untag', { tag_id: tag }, keys.slice(1))
      expect(await states(session, 'tag_ids')).toEqual([[tag], [], []])
    }))

  it('lets each stand for itself, in the order that was asked for', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      await act(session, 'finish', {}, [keys[1]])
      expect(
        await act(session, 'snooze', { until: later(5) }, [keys[2], 'whatsapp:+5500', keys[1], keys[0]]),
      ).toEqual([
        { thread_key: keys[2], done: true, code: null },
        { thread_key: 'whatsapp:+5500', done: false, code: 'conversation_not_found' },
        { thread_key: keys[1], done: false, code: 'conversation_finished' },
        { thread_key: keys[0], done: true, code: null },
      ])
      expect((await states(session, 'snoozed_until')).map((until) => until !== null)).toEqual([
        true,
        false,
        true,
      ])
    }))

  it('says why one could not be done, also of values that are none', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const codes = async (action: string, value: object) =>
        new Set((await act(session, action, value)).map(({ code }) => code))
      expect(await codes('assign', { user_id: people['fora@exemplo.test'].id })).toEqual(
        new Set(['assignee_not_a_member']),
      )
      expect(await codes('move', {})).toEqual(new Set(['column_not_found']))
      expect(await codes('tag', { tag_id: 'urgente' })).toEqual(new Set(['invalid_action']))
    }))

  it.each([
    ['an unknown action', 'delete', keys, 'invalid_action'],
    ['201 conversations', 'read', Array.from({ length: 201 }, (_, n) => `k${n}`), 'too_many_conversations'],
  ])('refuses %s', (_, action, which, code) =>
    db.rolledBack(async (session) => {
      await scene(session)
      await expectRefusal(() => act(session, action, {}, which), 'PT400', code)
    }),
  )

  it('does not lock up where two do it in opposite orders', async () => {
    await scene(db)
    const rounds = Array.from({ length: 6 }, (_, n) =>
      act(db, n % 2 ? 'read' : 'unread', {}, n % 2 ? keys : [...keys].reverse()),
    )
    for (const results of await Promise.all(rounds)) expect(results.every(({ done }) => done)).toBe(true)
  })

  itIsForMembers(db, (sql) => sql`select public.change_conversations(${aurora.id}, ${keys}, 'read')`, scene)
})
