import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../../../support/database.ts'
import {
  at,
  deletion,
  edit,
  evolutionEvent,
  ingest,
  message,
  reaction,
  status,
  type Address,
  type Event,
} from '../../../support/events.ts'
import { propertyRuns } from '../../../support/property-runs.ts'
import { wrongSummaries } from '../../../support/inbox.ts'

const db = await createDatabase()

const patients = [
  { short: '+551187650001', phone: '+5511987650001', lid: '111111111111' },
  { short: '+552176540002', phone: '+5521976540002', lid: '222222222222' },
]

/** The forms in which a provider may name one person. */
const forms = (patient: (typeof patients)[number]): Address[] => [
  { phone: patient.phone, lid: patient.lid },
  { phone: patient.phone },
  { phone: patient.short },
  { lid: patient.lid },
]

interface Change {
  kind: 'sent' | 'delivered' | 'read' | 'failed' | 'edit' | 'delete' | 'reaction'
  minute: number
  value: string
}

interface Story {
  patient: number
  form: number
  fromMe: boolean
  changes: Change[]
}

const change = fc.record<Change>({
  kind: fc.constantFrom('sent', 'delivered', 'read', 'failed', 'edit', 'delete', 'reaction'),
  minute: fc.integer({ min: 0, max: 1000 }),
  value: fc.constantFrom('👍', '❤️', ''),
})

const story = fc.record<Story>({
  patient: fc.nat({ max: 1 }),
  form: fc.nat({ max: 3 }),
  fromMe: fc.boolean(),
  // two changes at the same moment have no order, so each happens at its own
  changes: fc.uniqueArray(change, { maxLength: 4, selector: (one) => one.minute }),
})

/** What a provider would report, in the order in which it happened. */
function eventsOf(stories: Story[]): Event[] {
  return stories.flatMap(({ patient, form, fromMe, changes }, n) => {
    const id = `M${n}`
    const who = patients[patient]!
    // one message of each person names phone and LID, so that the two can be known to be one
    const first = stories.findIndex((other) => other.patient === patient) === n
    const words = { body: `mensagem ${n}`, occurred_at: at(n), contact_name: `Paciente ${patient}` }
    const address = forms(who)[first ? 0 : form]!
    const original = message({ provider_message_id: id, from_me: fromMe, address, ...words })
    const later = [...changes].sort((a, b) => a.minute - b.minute).map((one) => changeOf(id, one))
    return [original, ...later].map((action, step) => evolutionEvent([action], { key: `${id}:${step}` }))
  })
}

function changeOf(id: string, { kind, minute, value }: Change) {
  const when = at(60 + minute)
  if (kind === 'edit') return edit(id, `editada ${minute}`, when)
  if (kind === 'delete') return deletion(id, when)
  if (kind === 'reaction') return reaction(id, value, minute % 2 ? 'us' : 'contact', when)
  return status(id, kind, { at: when, error_code: kind === 'failed' ? 'rejected_by_provider' : null })
}

/** Everything that people see, by the provider's ids: ours are made anew in every run. */
function picture(session: Session): Promise<object[]> {
  return session.asPostgres(
    (sql) => sql`
      select t.phone, t.contact_name, t.unread_count, t.status, t.last_inbound_at, t.last_message_at, t.last_message_preview,
        t.last_message_kind, t.last_message_direction, t.last_message_status,
        (select jsonb_agg(to_jsonb(m) - 'id' - 'thread_id' - 'created_at' order by m.provider_message_id)
          from public.conversation_messages m where m.tenant_id = t.tenant_id and m.thread_id = t.id) as messages
      from public.conversation_threads t order by t.phone`,
  )
}

/** Runs the deliveries in a database of their own and answers what is on the screens at the end. */
async function outcome(deliveries: Event[][]): Promise<object[]> {
  let seen: object[] = []
  await db.rolledBack(async (session) => {
    const before = new Map<string, number>()
    for (const batch of deliveries) {
      await ingest(session, ...batch)
      await expectNoStatusToFall(session, before)
    }
    expect(await wrongSummaries(session)).toEqual([])
    expect(await session.asPostgres((sql) => sql`select from app.early_actions`)).toEqual([])
    seen = await picture(session)
  })
  return seen
}

const ladder = ['queued', 'sending', 'sent', 'failed', 'delivered', 'read']

async function expectNoStatusToFall(session: Session, before: Map<string, number>): Promise<void> {
  const rows = await session.asPostgres(
    (sql) => sql<{ id: string; status: string }[]>`
      select provider_message_id as id, status from public.conversation_messages where direction = 'outbound'`,
  )
  for (const row of rows) {
    const rank = ladder.indexOf(row.status)
    expect(rank).toBeGreaterThanOrEqual(before.get(row.id) ?? 0)
    before.set(row.id, rank)
  }
}

/** A way in which the network may deliver: places instead of events, so that a counterexample can be read. */
const delivery = fc.record({
  places: fc.array(fc.nat({ max: 99 }), { minLength: 30, maxLength: 30 }),
  repeated: fc.array(fc.nat({ max: 29 }), { maxLength: 4 }),
  batch: fc.integer({ min: 1, max: 8 }),
})

function deliver(events: Event[], how: { places: number[]; repeated: number[]; batch: number }): Event[][] {
  const order = events
    .map((event, n) => ({ event, place: how.places[n] ?? 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event)
  const repeats = how.repeated.map((n) => events[n % events.length]!)
  return chunks([...order, ...repeats], how.batch)
}

function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  )
}

describe('a set of events', () => {
  it('gives the same conversations in any order, repeated and batched in any way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 6 }), delivery, async (stories, how) => {
        const events = eventsOf(stories)
        const inOrder = await outcome(events.map((event) => [event]))
        expect(await outcome(deliver(events, how))).toEqual(inOrder)
      }),
      { numRuns: propertyRuns(60) },
    )
  }, 600_000)
})
