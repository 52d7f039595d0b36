import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { at, evolutionEvent, ingest, joao, mariana, message } from '../support/events.ts'
import { createOutbound, openConversation } from '../support/outbox.ts'
import { untilSomebodyWaits, untilSomebodyWaitsFor } from '../support/waiting.ts'

/** Real connections, and no call is repeated: a deadlock would be an error here. */
const db = await createDatabase()

interface Held {
  /** The connection that holds it. */
  pid: number
  release: () => Promise<void>
}

/** Takes a lock in a transaction that stays open until it is told to end. */
async function holding(take: (sql: TransactionSql) => Promise<unknown>): Promise<Held> {
  return new Promise((resolve, reject) => {
    const done: Promise<void> = db
      .asPostgres(async (sql) => {
        await take(sql)
        const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
        await new Promise<void>((free) => {
          resolve({
            pid: row?.pid ?? 0,
            release: async () => {
              free()
              await done
            },
          })
        })
      })
      .catch(reject)
  })
}

it('a call that writes to a conversation and one that tells the state of the channel as well', async () => {
  const phone = '+5511900000501'
  const write = (id: string) =>
    evolutionEvent([message({ provider_message_id: id, address: { phone }, occurred_at: at(1) })], {
      key: id,
    })
  await ingest(db, write('begin'))
  await db.asPostgres((sql) => sql`update public.notification_channels set last_event_at = null where true`)
  const channel = await holding(
    (sql) => sql`select from public.notification_channels where id = ${aurora.evolution} for no key update`,
  )
  const event = await holding(
    (
      sql,
    ) => sql`insert into app.webhook_events (tenant_id, channel_id, event_key, provider, event_type, outcome, raw)
      values (${aurora.id}, ${aurora.evolution}, 'D1', 'evolution', 'x', 'ignored', '{}')`,
  )
  // it has the conversation, and not the channel: somebody else holds that, and the sign of life does not wait
  const state = evolutionEvent([{ type: 'connection', state: 'open', phone: null, reason: null }], {
    key: 'state',
  })
  const both = ingest(db, write('D1'), state)
  await untilSomebodyWaitsFor(db, channel.pid)
  await channel.release()
  // it has the conversation, and waits for the event that is being written
  await untilSomebodyWaitsFor(db, event.pid)
  // it gives the sign of life, and waits for the conversation
  const single = ingest(db, write('D2'))
  await untilSomebodyWaits(db, 2)
  await event.release()
  const results = await Promise.all([both, single])
  expect(results.flat().map(({ outcome }) => outcome)).toEqual(['duplicate', 'applied', 'applied'])
})

it('one client_id sent to two conversations again and again', async () => {
  await openConversation(db, mariana)
  await openConversation(db, joao)
  for (let round = 0; round < 15; round += 1) {
    const clientId = randomUUID()
    const calls = await Promise.allSettled(
      Array.from({ length: 16 }, (_, n) =>
        createOutbound(db, { clientId, key: `whatsapp:${n % 2 === 0 ? mariana : joao}` }),
      ),
    )
    const refusals = calls.flatMap((call) =>
      call.status === 'rejected' ? [String((call.reason as Error).message)] : [],
    )
    expect(refusals).toHaveLength(8)
    expect(new Set(refusals)).toEqual(new Set(['client_id_in_use']))
  }
}, 60_000)
