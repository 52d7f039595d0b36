import { expect, it } from 'vitest'
import { createDatabase } from '../../support/database.ts'
import { at, edit, evolutionEvent, ingest, message, status, type Address } from '../../support/events.ts'
import { messagesOf, wrongSummaries } from '../../support/inbox.ts'

const db = await createDatabase()

const one = <T>(all: readonly T[]) => all[Math.floor(Math.random() * all.length)]!
const shuffled = <T>(all: readonly T[]) =>
  all
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)

const phoneOf = (n: number) => `+55119${60_000_000 + n}`
const lidOf = (n: number) => String(880_000_000_000 + n)

let count = 0
/** Whose conversation a message belongs to in the end. */
const phones: Record<string, string> = {}
function say(address: Address, fromMe = false) {
  const id = `M${(count += 1)}`
  phones[id] = address.phone ?? phoneOf(Number(address.lid) - Number(lidOf(0)))
  const occurred_at = at(Math.floor(Math.random() * 300))
  return message({ provider_message_id: id, from_me: fromMe, address, occurred_at })
}

/** People who are known by phone and by LID apart, each with messages of both sides. */
async function peopleInHalves(round: number): Promise<Required<Pick<Address, 'phone' | 'lid'>>[]> {
  const people = Array.from({ length: 8 }, (_, n) => ({
    phone: phoneOf(round * 10 + n),
    lid: lidOf(round * 10 + n),
  }))
  for (const { phone, lid } of people) {
    await ingest(db, evolutionEvent([say({ phone }), say({ phone }, true)]))
    await ingest(db, evolutionEvent([say({ lid }), say({ lid }, true), say({ lid }, true)]))
  }
  return people
}

// A deadlock would fail a call here: nothing is tried again.
it('batches and single events that make the same conversations one lose nothing and wait for nobody in a circle', async () => {
  for (let round = 0; round < 15; round += 1) {
    const before = count
    const people = await peopleInHalves(round)
    const known = () => `M${before + 1 + Math.floor(Math.random() * people.length * 5)}`
    const words = (person: Address) => say(one([person, { phone: person.phone }, { lid: person.lid }]))
    const change = () =>
      one([() => status(known(), one(['delivered', 'read'])), () => edit(known(), 'corrigida')])()
    const batch = (changes: number) =>
      shuffled(people).map((person) => evolutionEvent([Math.random() < changes ? change() : words(person)]))
    const batches = (changes: number) => async () => {
      for (let turn = 0; turn < 4; turn += 1) await ingest(db, ...batch(changes))
    }
    const singles = async () => {
      for (let turn = 0; turn < 16; turn += 1)
        await ingest(db, evolutionEvent([Math.random() < 0.6 ? change() : words(one(people))]))
    }
    await Promise.all([
      ...Array.from({ length: 3 }, batches(0.3)),
      ...Array.from({ length: 2 }, batches(0)),
      ...Array.from({ length: 3 }, singles),
    ])
    for (const person of people) await ingest(db, evolutionEvent([say(person)]))
  }
  expect(await messagesOf(db)).toHaveLength(count)
  expect(await wrongSummaries(db)).toEqual([])
  const wrong = await db.asPostgres(
    (sql) => sql`
      select m.provider_message_id from public.conversation_messages m
      join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
      where t.phone is distinct from (${sql.json(phones)}::jsonb ->> m.provider_message_id)`,
  )
  expect(wrong).toEqual([])
}, 120_000)
