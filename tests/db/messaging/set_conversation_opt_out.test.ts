import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { only, threadsOf } from '../support/inbox.ts'
import { change } from '../support/workspace.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

const set = (session: Session, value: boolean | null) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select * from public.set_conversation_opt_out(${aurora.id}, ${key}, ${value})`,
  )

const record = (session: Session) =>
  session.asPostgres((sql) => sql`select keyword, created_by from public.conversation_optouts`)

describe('set_conversation_opt_out', () => {
  it('records who took the wish, once, and takes it back', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      expect(await set(session, true)).toMatchObject([{ opted_out: true }])
      await set(session, true)
      expect(await record(session)).toEqual([
        { keyword: null, created_by: people['recepcao@aurora.test'].id },
      ])
      expect(await set(session, false)).toMatchObject([{ opted_out: false }])
      expect(await record(session)).toEqual([])
    }))

  it('is undone by the person’s own word, unless that was written before', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2', body: 'parar' })
      await set(session, true)
      const word = (id: string, occurred_at: string) =>
        receive(session, { provider_message_id: id, body: 'voltar', occurred_at })
      await word('A3', at(5))
      expect(only(await threadsOf(session)).opted_out).toBe(true)
      await word('A4', '2100-01-01T09:00:00Z')
      expect(only(await threadsOf(session)).opted_out).toBe(false)
    }))

  it('is about one purpose, which refuses what is sent for it alone', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const wish = (purpose: string, value: boolean) =>
        change(session, 'set_conversation_opt_out', { p_opted_out: value, p_purpose: purpose })
      const refuses = async (purpose: string) => {
        const [row] = await session.asPostgres(
          (sql) => sql<{ refuses: boolean }[]>`
            select app.opted_out_of(${aurora.id}, t.id, ${purpose}) as refuses from public.conversation_threads t`,
        )
        return row!.refuses
      }
      const all = async () => Promise.all(['ack', 'service', 'reminders', 'marketing'].map(refuses))
      expect(await wish('reminders', true)).toMatchObject({ opted_out: false })
      expect(await all()).toEqual([false, false, true, false])
      expect(await wish('all', true)).toMatchObject({ opted_out: true })
      expect(await all()).toEqual([false, true, true, true])
      await wish('all', false)
      expect(await all()).toEqual([false, false, true, false])
    }))

  it.each([
    [{ p_purpose: 'sms' }, 'invalid_purpose'],
    [{ p_purpose: null }, 'invalid_purpose'],
    [{ p_reason: 'x'.repeat(301) }, 'reason_too_long'],
  ])('refuses %j', (args, code) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const call = () => change(session, 'set_conversation_opt_out', { p_opted_out: true, ...args })
      await expectRefusal(call, 'PT400', code)
    }),
  )

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) => expectRefusal(() => set(session, true), 'PT404', 'conversation_not_found')))

  itIsForMembers(
    db,
    (sql) => sql`select public.set_conversation_opt_out(${aurora.id}, ${key}, true)`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
