import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { at, evolutionEvent, ingest, message, status } from '../support/events.ts'
import { jobsOf, messagesOf, wrongSummaries } from '../support/inbox.ts'
import {
  claimJobs,
  completeSend,
  createOutbound,
  makeDue,
  openConversation,
  type Lease,
} from '../support/outbox.ts'
import { propertyRuns } from '../support/property-runs.ts'

const db = await createDatabase()

/** Two texts only, so that messages with the same words meet all the time. */
const words = ['ok', 'Bom dia!'] as const

type Step =
  | { do: 'write'; body: (typeof words)[number] }
  | { do: 'attempt'; ends: 'answered' | 'answer lost' | 'killed before' | 'temporary' | 'permanent' }
  | { do: 'late answer' }
  | { do: 'time passes' }
  | { do: 'claim' }
  | { do: 'report'; what: 'echo' | 'delivered' | 'read'; which: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('write' as const), body: fc.constantFrom(...words) }),
  fc.record({
    do: fc.constant('attempt' as const),
    ends: fc.constantFrom(
      'answered',
      'answer lost',
      'answer lost',
      'killed before',
      'temporary',
      'permanent',
    ),
  }),
  fc.record({ do: fc.constantFrom('late answer' as const, 'time passes' as const, 'claim' as const) }),
  fc.record({
    do: fc.constant('report' as const),
    what: fc.constantFrom('echo', 'delivered', 'read'),
    which: fc.nat({ max: 9 }),
  }),
)

/** The provider as it would be: it keeps what it accepted and can be asked. */
class World {
  accepted: { id: string; body: string }[] = []
  written = 0
  refused = new Map<string, number>()
  private held: Lease[] = []
  private unanswered: { lease: Lease; id: string }[] = []
  private readonly session: Session

  constructor(session: Session) {
    this.session = session
  }

  async take(next: Step): Promise<void> {
    if (next.do === 'write') await this.write(next.body)
    else if (next.do === 'attempt') await this.attempt(next.ends)
    else if (next.do === 'late answer') await this.answerLate()
    else if (next.do === 'time passes') await this.expire()
    else if (next.do === 'claim') await this.claim()
    else await this.report(next.what, next.which)
  }

  /** Everything goes well from here: workers run until nothing is left, and every report arrives. */
  async settle(): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      await this.expire()
      await this.claim()
      if (this.held.length === 0) break
      while (this.held.length > 0) await this.attempt('answered')
    }
    for (let which = 0; which < this.accepted.length; which += 1) {
      for (const kind of ['echo', 'delivered', 'read'] as const) await this.report(kind, which)
    }
  }

  private async write(body: string): Promise<void> {
    const { lease } = await createOutbound(this.session, { body })
    this.written += 1
    this.held.push(lease!)
  }

  private async attempt(ends: (Step & { do: 'attempt' })['ends']): Promise<void> {
    let lease = this.held.shift()
    if (!lease || ends === 'killed before') return
    if (lease.uncertain) {
      const found = await this.find(lease.body)
      const settled = await completeSend(
        this.session,
        lease,
        found ? 'found' : 'not_found',
        found ? { id: found } : {},
      )
      if (!settled.lease) return
      lease = settled.lease
    }
    if (ends === 'temporary') await completeSend(this.session, lease, 'temporary', { code: 'http_503' })
    else if (ends === 'permanent') {
      this.refused.set(lease.body, (this.refused.get(lease.body) ?? 0) + 1)
      await completeSend(this.session, lease, 'permanent', { code: 'number_not_on_whatsapp' })
    } else {
      const id = `P${this.accepted.length}`
      this.accepted.push({ id, body: lease.body })
      if (ends === 'answered') await completeSend(this.session, lease, 'sent', { id })
      else this.unanswered.push({ lease, id })
    }
  }

  /** What the sender does before it repeats: ids with the same words that no message has yet. */
  private async find(body: string): Promise<string | undefined> {
    const known = (await messagesOf(this.session)).map((row) => row.provider_message_id)
    return this.accepted.find((one) => one.body === body && !known.includes(one.id))?.id
  }

  private async answerLate(): Promise<void> {
    const late = this.unanswered.shift()
    if (late) await completeSend(this.session, late.lease, 'sent', { id: late.id })
  }

  /** Leases run out: whoever held one is gone. */
  private async expire(): Promise<void> {
    await makeDue(this.session)
    this.held = []
  }

  private async claim(): Promise<void> {
    for (const job of await claimJobs(this.session, 2)) if (job.send) this.held.push(job.send)
  }

  private async report(kind: 'echo' | 'delivered' | 'read', which: number): Promise<void> {
    const one = this.accepted[which % Math.max(this.accepted.length, 1)]
    if (!one) return
    const action =
      kind === 'echo'
        ? message({
            provider_message_id: one.id,
            from_me: true,
            sent_via_api: true,
            body: one.body,
            occurred_at: at(1),
          })
        : status(one.id, kind)
    await ingest(this.session, evolutionEvent([action], { key: `${one.id}:${kind}` }))
  }
}

const rank = (state: string) => ['queued', 'sending', 'sent', 'failed', 'delivered', 'read'].indexOf(state)

describe('the outbox', () => {
  it('gives every message to the patient once, whatever is killed, lost or late', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), (steps) =>
        db.rolledBack(async (session) => {
          await openConversation(session)
          const world = new World(session)
          const highest = new Map<string, number>()
          for (const next of steps) {
            await world.take(next)
            expect(await wrongSummaries(session)).toEqual([])
            await expectNoStatusToFall(session, highest)
          }
          await world.settle()

          const rows = (await messagesOf(session)).filter((row) => row.direction === 'outbound')
          expect(rows).toHaveLength(world.written)
          expect(
            rows
              .map((row) => row.provider_message_id)
              .filter(Boolean)
              .sort(),
          ).toEqual(world.accepted.map((one) => one.id).sort())
          for (const body of words) {
            const wanted = rows.filter((row) => row.body === body).length - (world.refused.get(body) ?? 0)
            expect(world.accepted.filter((one) => one.body === body)).toHaveLength(wanted)
          }
          const states = rows.map((row) =>
            row.provider_message_id ? row.status : `${row.status}, never accepted`,
          )
          expect(states.filter((state) => state !== 'read' && state !== 'failed, never accepted')).toEqual([])
          expect((await jobsOf(session)).filter((job) => job.finished_at === null)).toEqual([])
          expect(await wrongSummaries(session)).toEqual([])
        }),
      ),
      { numRuns: propertyRuns(80) },
    )
  }, 600_000)
})

/** By the provider's id: the report about an id may move to the message that owns it, but never goes back. */
async function expectNoStatusToFall(session: Session, highest: Map<string, number>): Promise<void> {
  for (const row of await messagesOf(session)) {
    if (row.direction !== 'outbound' || row.provider_message_id === null) continue
    expect(rank(row.status)).toBeGreaterThanOrEqual(highest.get(row.provider_message_id) ?? 0)
    highest.set(row.provider_message_id, rank(row.status))
  }
}
