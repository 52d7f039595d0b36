import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { jobsOf, messagesOf } from '../support/inbox.ts'
import {
  claimJobs,
  completeSend,
  createOutbound,
  makeDue,
  openConversation,
  type Lease,
} from '../support/outbox.ts'
import { propertyRuns } from '../support/property-runs.ts'
import { retried } from '../support/retried.ts'

const db = await createDatabase()

const endings = ['answered', 'answered', 'answer lost', 'killed before', 'error 500', 'refused'] as const
type Ending = (typeof endings)[number]

/** The patients' phones: what the provider took, by conversation, in the order in which it came. */
class Phones {
  readonly seen = new Map<string, { id: string; body: string }[]>()

  take(lease: Lease): string {
    const list = this.seen.get(lease.to.phone!) ?? []
    const id = `${lease.body}#${list.length}`
    this.seen.set(lease.to.phone!, [...list, { id, body: lease.body }])
    return id
  }

  find(lease: Lease): string | undefined {
    return this.seen.get(lease.to.phone!)?.find(({ body }) => body === lease.body)?.id
  }
}

/** One attempt as the sender makes it; what it leaves to go on with. */
async function attempt(
  session: Session,
  phones: Phones,
  lease: Lease,
  ends: Ending,
): Promise<Lease | undefined> {
  if (ends === 'killed before') return undefined
  let held = lease
  if (held.uncertain) {
    const id = phones.find(held)
    const looked = await retried(() =>
      completeSend(session, held, id === undefined ? 'not_found' : 'found', id === undefined ? {} : { id }),
    )
    if (!looked.lease) return looked.next
    held = looked.lease
  }
  if (ends === 'error 500') {
    return (await retried(() => completeSend(session, held, 'temporary', { code: 'http_503' }))).next
  }
  if (ends === 'refused') {
    return (await retried(() => completeSend(session, held, 'permanent', { code: 'rejected_by_provider' })))
      .next
  }
  const id = phones.take(held)
  if (ends === 'answer lost') return (await retried(() => completeSend(session, held, 'unknown'))).next
  return (await retried(() => completeSend(session, held, 'sent', { id }))).next
}

/** Each conversation, once and in the order of writing, but for what was given up. */
async function expectOrder(session: Session, phones: Phones, people: readonly string[]): Promise<void> {
  const rows = (await messagesOf(session)).filter((row) => row.direction === 'outbound')
  for (const phone of people) {
    const mine = rows.filter((row) => row.body?.startsWith(`${phone}:`))
    const wanted = mine.filter((row) => row.status !== 'failed').map((row) => row.body)
    expect((phones.seen.get(phone) ?? []).map(({ body }) => body)).toEqual(wanted)
  }
}

async function settle(session: Session, phones: Phones): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    await makeDue(session)
    const claimed = await claimJobs(session, 5)
    if (claimed.length === 0 && (await jobsOf(session)).every((job) => job.finished_at !== null)) return
    for (const { send } of claimed) {
      let next: Lease | null | undefined = send
      while (next) next = await attempt(session, phones, next, 'answered')
    }
  }
  throw new Error('The line does not come to an end.')
}

type Step =
  | { do: 'write'; who: number }
  | { do: 'attempt'; which: number; ends: Ending }
  | { do: 'time passes' }
  | { do: 'claim'; limit: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('write' as const), who: fc.nat({ max: 2 }) }),
  fc.record({
    do: fc.constant('attempt' as const),
    which: fc.nat({ max: 5 }),
    ends: fc.constantFrom(...endings),
  }),
  fc.record({ do: fc.constant('time passes' as const) }),
  fc.record({ do: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 4 }) }),
)

describe('one conversation', () => {
  it('reads in order and once, whatever errs, is lost or killed', async () => {
    const people = ['+5511900000701', '+5511900000702', '+5511900000703']
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 40 }), (steps) =>
        db.rolledBack(async (session) => {
          const phones = new Phones()
          for (const phone of people) await openConversation(session, phone)
          let held: Lease[] = []
          let written = 0
          for (const next of steps) {
            if (next.do === 'write') {
              const phone = people[next.who]!
              written += 1
              const body = `${phone}:${String(written).padStart(3, '0')}`
              const { lease } = await createOutbound(session, { key: `whatsapp:${phone}`, body })
              if (lease) held.push(lease)
            } else if (next.do === 'attempt') {
              const [lease] = held.splice(next.which % Math.max(held.length, 1), 1)
              const follows = lease && (await attempt(session, phones, lease, next.ends))
              if (follows) held.push(follows)
            } else if (next.do === 'time passes') {
              // leases run out: whoever held one is gone
              await makeDue(session)
              held = []
            } else {
              for (const { send } of await claimJobs(session, next.limit)) if (send) held.push(send)
            }
            // one attempt of a conversation at a time
            const busy = held.map((lease) => lease.to.phone)
            expect(new Set(busy).size).toBe(busy.length)
          }
          await settle(session, phones)
          await expectOrder(session, phones, people)
        }),
      ),
      { numRuns: propertyRuns(60) },
    )
  }, 600_000)

  it('reads in order and once with several writers and workers at the same time', async () => {
    const people = ['+5511900000801', '+5511900000802', '+5511900000803']
    const phones = new Phones()
    for (const phone of people) await openConversation(db, phone)
    let seed = 20261128
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return Math.floor((seed / 2147483648) * below)
    }
    const run = async (lease: Lease | null | undefined) => {
      let next = lease
      while (next) next = await attempt(db, phones, next, endings[random(endings.length - 1)]!)
    }
    const writers = people.map(async (phone) => {
      for (let n = 0; n < 12; n += 1) {
        const body = `${phone}:${String(n).padStart(3, '0')}`
        const { lease } = await retried(() => createOutbound(db, { key: `whatsapp:${phone}`, body }))
        await run(lease)
      }
    })
    const workers = Array.from({ length: 4 }, async () => {
      for (let round = 0; round < 12; round += 1) {
        // waiting ends early, leases do not: those who hold one are still at work
        await db.asPostgres(
          (sql) => sql`update app.jobs set run_at = now() where id in (
            select id from app.jobs where finished_at is null and dead_at is null and leased_until is null
            for update skip locked)`,
        )
        for (const { send } of await retried(() => claimJobs(db, 3))) await run(send)
      }
    })
    await Promise.all([...writers, ...workers])
    await settle(db, phones)
    await expectOrder(db, phones, people)
  }, 120_000)
})
