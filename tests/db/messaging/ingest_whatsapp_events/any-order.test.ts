import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../../support/database.ts'
import {
  at,
  deletion,
  edit,
  evolutionEvent,
  ingest,
  message,
  reaction,
  status,
  type Action,
  type Address,
  type Event,
} from '../../support/events.ts'
import { propertyRuns } from '../../support/property-runs.ts'
import { wrongSummaries } from '../../support/inbox.ts'
import { retried } from '../../support/retried.ts'

const db = await createDatabase()

const patients = [
  { short: '+551187650001', phone: '+5511987650001', lid: '111111111111' },
  { short: '+552176540002', phone: '+5521976540002', lid: '222222222222' },
  { short: '+553176540003', phone: '+5531976540003', lid: '333333333333' },
]

/** The forms in which a provider may name one person. */
const forms = (patient: (typeof patients)[number]): Address[] => [
  { phone: patient.phone, lid: patient.lid },
  { phone: patient.phone },
  { phone: patient.short },
  { lid: patient.lid },
  { phone: patient.short, lid: patient.lid },
]

interface Change {
  kind: 'sent' | 'delivered' | 'read' | 'failed' | 'edit' | 'delete' | 'reaction'
  minute: number
  value: string
}

interface Story {
  clinic: 'aurora' | 'horizonte'
  patient: number
  form: number
  fromMe: boolean
  /** A word that opts out or in. */
  word: string | null
  changes: Change[]
}

const change = fc.record<Change>({
  kind: fc.constantFrom('sent', 'delivered', 'read', 'failed', 'edit', 'delete', 'reaction'),
  minute: fc.integer({ min: 0, max: 1000 }),
  value: fc.constantFrom('👍', '❤️', ''),
})

const story = fc.record<Story>({
  clinic: fc.constantFrom('aurora', 'aurora', 'horizonte'),
  patient: fc.nat({ max: 2 }),
  form: fc.nat({ max: 4 }),
  fromMe: fc.boolean(),
  word: fc.constantFrom(null, null, 'SAIR', 'Voltar!'),
  // two changes at the same moment have no order, so each happens at its own
  changes: fc.uniqueArray(change, { maxLength: 4, selector: (one) => one.minute }),
})

/** One thing that a provider reports. */
interface Report {
  clinic: 'aurora' | 'horizonte'
  key: string
  action: Action
}

/** What a provider would report, in the order in which it happened. */
function reportsOf(stories: Story[]): Report[] {
  return stories.flatMap(({ clinic, patient, form, fromMe, word, changes }, n) => {
    const id = `M${n}`
    const who = patients[patient]!
    // one message of each person names phone and LID, so that the two can be known to be one
    const first = stories.findIndex((other) => other.patient === patient && other.clinic === clinic) === n
    const words = { body: word ?? `mensagem ${n}`, occurred_at: at(n), contact_name: `Paciente ${patient}` }
    const address = forms(who)[first ? 0 : form]!
    const original = message({ provider_message_id: id, from_me: fromMe, address, ...words })
    const later = [...changes].sort((a, b) => a.minute - b.minute).map((one) => changeOf(id, one))
    return [original, ...later].map((action, step) => ({ clinic, key: `${id}:${step}`, action }))
  })
}

/** One event that tells all of them, which are of one clinic. */
function eventOf(reports: Report[]): Event {
  const key = reports.map((one) => one.key).join('+')
  const actions = reports.map(({ action }) => action)
  return evolutionEvent(actions, { key, clinic: reports[0]!.clinic })
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
      select t.tenant_id, t.phone, t.contact_name, t.unread_count, t.status, t.opted_out, t.last_inbound_at, t.last_message_at, t.last_message_preview,
        t.last_message_kind, t.last_message_direction, t.last_message_status,
        exists (select from public.conversation_optouts o where o.tenant_id = t.tenant_id and o.thread_id = t.id) as has_optout,
        (select jsonb_agg(to_jsonb(m) - 'id' - 'thread_id' - 'created_at' order by m.provider_message_id)
          from public.conversation_messages m where m.tenant_id = t.tenant_id and m.thread_id = t.id) as messages
      from public.conversation_threads t order by t.tenant_id, t.phone`,
  )
}

/** Conversations of which the newest thing that screens were told is not what they are. */
function staleScreens(session: Session): Promise<object[]> {
  return session.asPostgres(
    (sql) => sql`
      select t.thread_key, b.thread as told, app.thread_payload(t) as is
      from public.conversation_threads t
      left join lateral (
        select r.payload -> 'thread' as thread from realtime.messages r
        where r.topic = 'tenant:' || t.tenant_id and r.payload #>> '{thread,id}' = t.id::text
        order by (r.payload #>> '{thread,updated_at}')::timestamptz desc limit 1
      ) b on true
      where b.thread is distinct from app.thread_payload(t)`,
  )
}

/** What is on the screens at the end, which agree with the messages; nothing waits any more. */
async function finalPicture(session: Session): Promise<object[]> {
  expect(await wrongSummaries(session)).toEqual([])
  expect(await staleScreens(session)).toEqual([])
  expect(await session.asPostgres((sql) => sql`select from app.early_actions`)).toEqual([])
  return picture(session)
}

/** Runs the deliveries one after the other, in a database of their own. */
async function outcome(deliveries: Event[][]): Promise<object[]> {
  let seen: object[] = []
  await db.rolledBack(async (session) => {
    const before = new Map<string, number>()
    for (const batch of deliveries) {
      await ingest(session, ...batch)
      await expectNoStatusToFall(session, before)
    }
    seen = await finalPicture(session)
  })
  return seen
}

/** Runs the deliveries over several connections at once. */
async function outcomeAtOnce(deliveries: Event[][], connections: number): Promise<object[]> {
  const lane = async (place: number) => {
    for (let n = place; n < deliveries.length; n += connections) {
      await retried(() => ingest(db, ...deliveries[n]!))
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, (_, place) => lane(place)))
    return await finalPicture(db)
  } finally {
    await db.asPostgres(
      (sql) =>
        sql`truncate public.conversation_threads, app.webhook_events, app.jobs, app.early_actions, realtime.messages cascade`,
    )
  }
}

const ladder = ['queued', 'sending', 'sent', 'failed', 'delivered', 'read']

async function expectNoStatusToFall(session: Session, before: Map<string, number>): Promise<void> {
  const rows = await session.asPostgres(
    (sql) => sql<{ id: string; status: string }[]>`
      select tenant_id || provider_message_id as id, status from public.conversation_messages where direction = 'outbound'`,
  )
  for (const row of rows) {
    const rank = ladder.indexOf(row.status)
    expect(rank).toBeGreaterThanOrEqual(before.get(row.id) ?? 0)
    before.set(row.id, rank)
  }
}

/** A way in which the network may deliver: places instead of events, so that a counterexample can be read. */
interface Delivery {
  places: number[]
  /** How many reports come in one event. */
  together: number[]
  /** Events that come twice, the second time alone. */
  repeated: number[]
  batch: number
}

const delivery = fc.record<Delivery>({
  places: fc.array(fc.nat({ max: 99 }), { minLength: 30, maxLength: 30 }),
  together: fc.array(fc.constantFrom(1, 1, 2, 3), { minLength: 30, maxLength: 30 }),
  repeated: fc.array(fc.nat({ max: 29 }), { maxLength: 4 }),
  batch: fc.integer({ min: 1, max: 8 }),
})

function deliver(reports: Report[], how: Delivery): Event[][] {
  const order = reports
    .map((report, n) => ({ report, place: how.places[n] ?? 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ report }) => report)
  const events: Event[] = []
  for (let n = 0; n < order.length;) {
    const next = order.slice(n, n + how.together[events.length % 30]!)
    const other = next.findIndex(({ clinic }) => clinic !== next[0]!.clinic)
    const together = other === -1 ? next : next.slice(0, other)
    events.push(eventOf(together))
    n += together.length
  }
  const repeats = how.repeated.map((n) => events[n % events.length]!)
  // the same news over another route have another key
  const echoes = how.repeated.map((n) => {
    const report = reports[n % reports.length]!
    return eventOf([{ ...report, key: `again:${n}:${report.key}` }])
  })
  return chunks([...events, ...repeats, ...echoes], how.batch)
}

function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  )
}

const stories = fc.array(story, { minLength: 1, maxLength: 8 })

describe('a set of events', () => {
  it('gives the same conversations in any order, told together, repeated and batched in any way', async () => {
    await fc.assert(
      fc.asyncProperty(stories, delivery, async (told, how) => {
        const reports = reportsOf(told)
        const inOrder = await outcome(reports.map((report) => [eventOf([report])]))
        expect(await outcome(deliver(reports, how))).toEqual(inOrder)
      }),
      { numRuns: propertyRuns(60) },
    )
  }, 600_000)

  it('gives them also over several connections at once', async () => {
    await fc.assert(
      fc.asyncProperty(stories, delivery, fc.integer({ min: 2, max: 8 }), async (told, how, connections) => {
        const reports = reportsOf(told)
        const inOrder = await outcome(reports.map((report) => [eventOf([report])]))
        expect(await outcomeAtOnce(deliver(reports, how), connections)).toEqual(inOrder)
      }),
      { numRuns: propertyRuns(40) },
    )
  }, 600_000)
})
