import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { begin, finish, say, switchOn, threadOf, turns, type Begun } from '../support/assistant.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { propertyRuns } from '../support/property-runs.ts'

const db = await createDatabase()

/** What may happen around a conversation, in any order and as often as it likes. */
const acts = [
  'say',
  'begin',
  'again',
  'answer',
  'answer',
  'unsure',
  'hand over',
  'stale',
  'person',
  'lock',
  'release',
  'opt out',
  'opt in',
  'block',
  'unblock',
  'close',
  'open',
  'spend',
  'pay',
  'off',
  'on',
] as const

/** What the story says of the gate, told beside the database. */
interface Gate {
  locked: boolean
  person: boolean
  out: boolean
  blocked: boolean
  closed: boolean
  spent: boolean
  off: boolean
}

const messages = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ client_id: string }[]>`
      select client_id from public.conversation_messages where tenant_id = ${aurora.id} and origin = 'automation' order by id`,
  )

const set = (session: Session, column: 'hours' | 'mode' | 'monthly_budget_cents', value: string | number) =>
  session.asPostgres(
    (sql) => sql`update public.ai_settings set ${sql({ [column]: value })} where tenant_id = ${aurora.id}`,
  )

it('in any story nothing is said while locked, answered by a person, opted out, blocked, closed, spent or off', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...acts), { minLength: 4, maxLength: 16 }), (story) =>
      db.rolledBack(async (session) => {
        await switchOn(session)
        await say(session, 'Oi')
        const thread = await threadOf(session)
        const gate: Gate = {
          locked: false,
          person: false,
          out: false,
          blocked: false,
          closed: false,
          spent: false,
          off: false,
        }
        const workers: Begun[] = []
        let seconds = 40
        const state = (name: string) =>
          session.asPostgres(
            (sql) => sql`
              insert into public.ai_conversations (tenant_id, thread_id, state) values (${aurora.id}, ${thread}, ${name})
              on conflict (tenant_id, thread_id) do update set state = excluded.state`,
          )
        const bring = async (worker: Begun | undefined, result: Record<string, unknown>) => {
          if (!worker) return
          const answer = await finish(session, worker, result)
          if (answer.state === 'handed') gate.locked = true
        }
        const tries: Record<(typeof acts)[number], () => Promise<unknown>> = {
          say: () => say(session, 'Alô?'),
          begin: async () => workers.push(await begin(session, (seconds += 1))),
          // the worker before was killed: its lease is over
          again: async () => workers.push(await begin(session, (seconds += 200))),
          answer: () => bring(workers.at(-1), { outcome: 'answer', text: 'Claro.' }),
          unsure: () => bring(workers.at(-1), { outcome: 'answer', text: 'Talvez.', is_sure: false }),
          'hand over': () => bring(workers.at(-1), { outcome: 'handoff', reason: 'human_wanted' }),
          stale: () => bring(workers[0], { outcome: 'answer', text: 'Velha.' }),
          person: async () => {
            gate.person = true
            await receive(session, {
              provider_message_id: randomUUID(),
              from_me: true,
              body: 'Eu respondo',
              occurred_at: new Date(Date.now() + 3_600_000).toISOString(),
            })
          },
          lock: async () => {
            gate.locked = true
            await state('locked')
          },
          release: async () => {
            gate.locked = false
            await state('on')
          },
          'opt out': async () => {
            gate.out = true
            await session.asPostgres(
              (sql) => sql`
                insert into public.conversation_optouts (tenant_id, thread_id, purpose) values (${aurora.id}, ${thread}, 'all')
                on conflict do nothing`,
            )
          },
          'opt in': async () => {
            gate.out = false
            await session.asPostgres(
              (sql) => sql`delete from public.conversation_optouts where tenant_id = ${aurora.id}`,
            )
          },
          block: async () => {
            gate.blocked = true
            await session.asPostgres(
              (sql) => sql`update public.conversation_threads set blocked_at = now() where id = ${thread}`,
            )
          },
          unblock: async () => {
            gate.blocked = false
            await session.asPostgres(
              (sql) => sql`update public.conversation_threads set blocked_at = null where id = ${thread}`,
            )
          },
          close: async () => {
            gate.closed = true
            await set(session, 'hours', 'custom')
          },
          open: async () => {
            gate.closed = false
            await set(session, 'hours', 'always')
          },
          spend: async () => {
            gate.spent = true
            await set(session, 'monthly_budget_cents', 0)
          },
          pay: async () => {
            gate.spent = false
            await set(session, 'monthly_budget_cents', 5000)
          },
          off: async () => {
            gate.off = true
            await set(session, 'mode', 'off')
          },
          on: async () => {
            gate.off = false
            await set(session, 'mode', 'all')
          },
        }
        for (const act of story) {
          const before = await messages(session)
          const closed = Object.entries(gate).filter(([, isSo]) => isSo)
          await tries[act]()
          const after = await messages(session)
          if (after.length > before.length) expect(closed).toEqual([])
          expect(new Set(after.map(({ client_id }) => client_id)).size).toBe(after.length)
        }
        const answered = (await turns(session)).filter(
          ({ state: is }) => is === 'answered' || is === 'handed',
        )
        expect((await messages(session)).length).toBeLessThanOrEqual(answered.length)
      }),
    ),
    { numRuns: propertyRuns(25) },
  )
})
