import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../../../support/database.ts'
import { at, receive } from '../../../support/events.ts'
import { broadcastsOf, jobsOf, only, threadsOf } from '../../../support/inbox.ts'

const db = await createDatabase()

const say = (session: Session, body: string, minute = 0, options = {}) =>
  receive(session, { provider_message_id: `${body}:${minute}`, body, occurred_at: at(minute), ...options })
const optedOut = async (session: Session) => only(await threadsOf(session)).opted_out

describe('a word that opts out', () => {
  it.each([
    'parar',
    'PARAR',
    ' Parar! ',
    'Sair.',
    'STOP',
    'não quero mais',
    'NAO QUERO MAIS',
    'Cancelar  mensagens',
  ])('is understood: %s', (body) =>
    db.rolledBack(async (session) => {
      await say(session, body)
      expect(await optedOut(session)).toBe(true)
      const [row] = await session.asPostgres(
        (sql) => sql`select keyword, created_by from public.conversation_optouts`,
      )
      expect(row).toMatchObject({ keyword: expect.any(String), created_by: null })
      expect(only(await jobsOf(session))).toMatchObject({ kind: 'opt_out_ack' })
      const told = (await broadcastsOf(session)).at(-1)?.payload.thread as Record<string, unknown>
      expect(told.opted_out).toBe(true)
    }),
  )

  it.each(['quero parar de fumar', 'parar não', 'não posso parar agora', 'sairei às 10h', ''])(
    'is the whole message: %s is not',
    (body) =>
      db.rolledBack(async (session) => {
        await say(session, body)
        expect(await optedOut(session)).toBe(false)
        expect(await jobsOf(session)).toEqual([])
      }),
  )

  it('said by the clinic itself changes nothing', () =>
    db.rolledBack(async (session) => {
      await say(session, 'parar', 0, { from_me: true })
      expect(await optedOut(session)).toBe(false)
    }))

  it('said twice is acknowledged once', () =>
    db.rolledBack(async (session) => {
      await say(session, 'parar', 0)
      await say(session, 'parar', 1)
      expect(await optedOut(session)).toBe(true)
      expect(await jobsOf(session)).toHaveLength(1)
    }))
})

describe('a word that opts in again', () => {
  it('takes the choice back and is acknowledged', () =>
    db.rolledBack(async (session) => {
      await say(session, 'parar', 0)
      await say(session, 'Voltar', 1)
      expect(await optedOut(session)).toBe(false)
      expect((await jobsOf(session)).map((job) => job.kind)).toEqual(['opt_out_ack', 'opt_in_ack'])
    }))

  it('means nothing to somebody who never opted out', () =>
    db.rolledBack(async (session) => {
      await say(session, 'voltar')
      expect(await optedOut(session)).toBe(false)
      expect(await jobsOf(session)).toEqual([])
    }))
})

describe('the latest word', () => {
  it.each([
    ['parar', 'voltar', false],
    ['voltar', 'parar', true],
  ])('counts in whatever order the words arrive: %s, then %s', (earlier, later, expected) =>
    db.rolledBack(async (session) => {
      await say(session, 'oi', 0)
      await say(session, 'parar', 1)
      await say(session, later, 9)
      await say(session, earlier, 5)
      expect(await optedOut(session)).toBe(expected)
    }),
  )
})
