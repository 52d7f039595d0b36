import { beforeAll, describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { at, joao, mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

interface Row {
  id: string
  body: string
}

const ask = (
  id: string,
  newer: number | null,
  older: number | null,
  threadKey = key,
  email: Email = 'recepcao@aurora.test',
) =>
  db.asUser(
    email,
    (sql) =>
      sql<
        Row[]
      >`select id, body from public.list_messages_around(${aurora.id}, ${threadKey}, ${id}, ${newer}, ${older})`,
  )
/** Every message of the conversation, as the pages of `list_messages` show them. */
let all: Row[]

beforeAll(async () => {
  // several of one moment: the id decides their order
  for (let n = 0; n < 12; n += 1)
    await receive(db, { provider_message_id: `A${n}`, body: `m${n}`, occurred_at: at(Math.floor(n / 4)) })
  await receive(db, { provider_message_id: 'B1', body: 'other', address: { phone: joao } })
  all = await db.asUser(
    'recepcao@aurora.test',
    (sql) => sql<Row[]>`select id, body from public.list_messages(${aurora.id}, ${key})`,
  )
})

describe('list_messages_around', () => {
  it.each([0, 3, 6, 11])('shows what stands around message %i, newest first', async (index) => {
    const expected = all.slice(Math.max(0, index - 2), index + 4)
    expect(await ask(all[index]!.id, 2, 3)).toEqual(expected)
  })

  it('goes on from its ends without gap or repetition', async () => {
    let seen: Row[] = await ask(all[6]!.id, 1, 1)
    for (let step = 0; step < 6; step += 1) {
      const newer = await ask(seen[0]!.id, 2, 0)
      const older = await ask(seen.at(-1)!.id, 0, 2)
      expect(newer.at(-1)).toEqual(seen[0])
      expect(older[0]).toEqual(seen.at(-1))
      seen = [...newer.slice(0, -1), ...seen, ...older.slice(1)]
    }
    expect(seen).toEqual(all)
  })

  it('keeps the limits within reason', async () => {
    expect(await ask(all[6]!.id, -5, -5)).toEqual([all[6]])
    expect(await ask(all[6]!.id, null, null)).toEqual(all)
  })

  it('knows no message of another conversation, of nobody, and of no conversation', async () => {
    await expect(ask(all[0]!.id, 1, 1, `whatsapp:${joao}`)).rejects.toThrow('message_not_found')
    await expect(ask(aurora.id, 1, 1)).rejects.toThrow('message_not_found')
    await expect(ask(all[0]!.id, 1, 1, 'whatsapp:+5511900000000')).rejects.toThrow('message_not_found')
  })

  itIsForMembers(
    db,
    (sql) => sql`select public.list_messages_around(${aurora.id}, ${key}, ${all[0]?.id ?? aurora.id})`,
  )
})
