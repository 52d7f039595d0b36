import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { begin, finish, say, switchOn, turns, type Begun } from '../support/assistant.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase()

/** Sixty-four numbers, so that none is the same as another. */
const phone = (n: number) => `+55119${String(91_000_000 + n)}`

const answers = () =>
  db.asPostgres(
    (sql) => sql<{ client_id: string; thread_id: string }[]>`
      select client_id, thread_id from public.conversation_messages where tenant_id = ${aurora.id} and origin = 'automation'`,
  )

it('is taken by one of 64 workers that begin it at once, and answered once', async () => {
  await switchOn(db)
  await say(db, 'Oi', phone(0))
  const { id } = (await turns(db)).at(-1)!
  const begun = await Promise.all(Array.from({ length: 64 }, () => begin(db)))
  expect(begun.filter(({ payload }) => payload.turn)).toHaveLength(1)
  const done = await Promise.all(begun.map((one) => finish(db, one, { outcome: 'answer', text: 'Olá!' })))
  expect(done.filter(({ state }) => state === 'answered')).toHaveLength(1)
  expect(await answers()).toMatchObject([{ client_id: id }])
})

it('is answered once by 64 deliveries of the same answer', async () => {
  await say(db, 'Oi', phone(1))
  const turn = await begin(db)
  const result = { outcome: 'answer', text: 'Olá!' }
  const done = await Promise.all(Array.from({ length: 64 }, () => finish(db, turn, result)))
  expect(new Set(done.map(({ state }) => state))).toEqual(new Set(['answered']))
  const sends = done.map(({ send }) => send as { duplicate: boolean; lease: unknown })
  expect(sends.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
  expect((await answers()).filter(({ client_id }) => client_id === turn.id)).toHaveLength(1)
})

it('of 64 conversations at once each has its own answer, and the month adds up', async () => {
  const before = await month()
  await Promise.all(Array.from({ length: 64 }, (_, n) => say(db, `Oi ${n}`, phone(100 + n))))
  const open = (await turns(db)).filter(({ state }) => state === 'waiting')
  expect(open).toHaveLength(64)
  const at = new Date(Date.now() + 60_000).toISOString()
  const result = { outcome: 'answer', text: 'Olá!', prompt_tokens: 10, completion_tokens: 10 }
  await Promise.all(
    open.map(async ({ id }) => {
      const turn: Begun = { id, worker: randomUUID(), payload: {}, at }
      await db.asService((sql) => sql`select app.begin_turn(${aurora.id}, ${id}, ${turn.worker}, ${at})`)
      expect(await finish(db, turn, result)).toMatchObject({ state: 'answered' })
    }),
  )
  const told = (await answers()).filter(({ client_id }) => open.some(({ id }) => id === client_id))
  expect(new Set(told.map(({ thread_id }) => thread_id)).size).toBe(64)
  const after = await month()
  expect(after.answered - before.answered).toBe(64)
  expect(after.cost - before.cost).toBe(64 * 20_000)
  expect(after.reserved).toBe(before.reserved)
})

async function month() {
  const [row] = await db.asPostgres(
    (sql) => sql<{ answered: number; cost: number; reserved: number }[]>`
      select coalesce(sum(answered), 0)::int as answered, coalesce(sum(cost_microcents), 0)::int as cost,
        coalesce(sum(reserved_microcents), 0)::int as reserved
      from public.ai_months where tenant_id = ${aurora.id}`,
  )
  return row!
}
