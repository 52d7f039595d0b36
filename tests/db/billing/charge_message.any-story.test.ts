import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { creditsOfCast, horizonte } from '../support/cast.ts'
import {
  addCredits,
  balanceOf,
  endOfTransaction,
  expectBooksInOrder,
  leaveCredits,
  ledgerOf,
} from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { ingest, message, status, twilioEvent } from '../support/events.ts'
import { messagesOf } from '../support/inbox.ts'
import {
  claimJobs,
  completeSend,
  createOutbound,
  makeDue,
  type Lease,
  type Outcome,
} from '../support/outbox.ts'
import { propertyRuns } from '../support/property-runs.ts'

const db = await createDatabase()

/** What may happen to a message after it was created, by its sender, the provider, the clock and people. */
type Step =
  | { kind: 'report'; outcome: Outcome }
  | { kind: 'callback'; status: string; names: 'message' | 'provider id' }
  | { kind: 'claim' | 'last attempt' | 'press again' | 'replay' | 'spend all' | 'buy' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('report' as const),
    outcome: fc.constantFrom<Outcome>('sent', 'found', 'temporary', 'unknown', 'permanent', 'not_found'),
  }),
  fc.record({
    kind: fc.constant('callback' as const),
    status: fc.constantFrom('sent', 'delivered', 'read', 'failed'),
    names: fc.constantFrom('message' as const, 'provider id' as const),
  }),
  fc.record({
    kind: fc.constantFrom(
      ...(['claim', 'last attempt', 'press again', 'press again', 'replay', 'spend all', 'buy'] as const),
    ),
  }),
)

const now = () => new Date().toISOString()

/** A message of Clínica Horizonte and whoever has a lease to send it. */
class Story {
  lease: Lease | null = null
  readonly clientId = randomUUID()
  readonly providerId = `SM${randomUUID()}`

  constructor(readonly session: Session) {}

  async begin(): Promise<void> {
    await ingest(
      this.session,
      twilioEvent([message({ provider_message_id: 'in', occurred_at: now() })], { key: randomUUID() }),
    )
    await this.press()
  }

  async happens(one: Step): Promise<void> {
    if (one.kind === 'report') await this.report(one.outcome)
    else if (one.kind === 'callback') await this.callback(one.status, one.names)
    else if (one.kind === 'claim') await this.claim()
    else if (one.kind === 'last attempt') await this.lastAttempt()
    else if (one.kind === 'press again') await this.press().catch(expectNoCredits)
    else if (one.kind === 'replay') await this.replay().catch(expectNoCredits)
    else if (one.kind === 'spend all') await leaveCredits(this.session, 0, horizonte.id)
    else await addCredits(this.session, 5, randomUUID(), { tenant: horizonte.id })
    await endOfTransaction(this.session)
  }

  async current() {
    const [row] = (await messagesOf(this.session, horizonte.id)).filter(
      (each) => each.direction === 'outbound',
    )
    return row!
  }

  private async press(): Promise<void> {
    const created = await createOutbound(this.session, {
      as: 'recepcao@horizonte.test',
      tenant: horizonte.id,
      clientId: this.clientId,
    })
    this.lease = created.lease ?? this.lease
  }

  private async report(outcome: Outcome): Promise<void> {
    if (!this.lease) return
    const { state, lease } = await completeSend(this.session, this.lease, outcome, {
      ...(outcome === 'sent' || outcome === 'found' ? { id: this.providerId } : { code: 'http_503' }),
    })
    this.lease = state === 'again' ? (lease ?? null) : null
  }

  private async callback(state: string, names: 'message' | 'provider id'): Promise<void> {
    const { id } = await this.current()
    const about = names === 'message' ? { message_id: id } : {}
    const action = status(this.providerId, state, { at: now(), ...about })
    await ingest(this.session, twilioEvent([action], { key: randomUUID() }))
  }

  private async claim(): Promise<void> {
    await makeDue(this.session)
    const [claimed] = await claimJobs(this.session)
    this.lease = claimed?.send ?? this.lease
  }

  private lastAttempt() {
    return this.session.asPostgres(
      (sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where true`,
    )
  }

  private replay() {
    return this.session.asUser(
      'admin@horizonte.test',
      (sql) => sql`select public.replay_dead_jobs(${horizonte.id})`,
    )
  }
}

function expectNoCredits(error: { message: string }): void {
  expect(error.message).toBe('insufficient_credits')
}

/** A message that failed has its credit back; any other has cost exactly one. */
async function expectPaidOnce(story: Story): Promise<void> {
  const { id, status: state } = await story.current()
  const moved = (await ledgerOf(story.session, horizonte.id))
    .filter((row) => row.conversation_message_id === id)
    .reduce((sum, row) => sum + row.amount - row.debt_change, 0)
  expect({ state, moved: moved + 0 }).toEqual({ state, moved: state === 'failed' ? 0 : -1 })
}

it('whatever happens to a message, it costs one credit, or none once it has failed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), (steps) =>
      db.rolledBack(async (session) => {
        const story = new Story(session)
        await story.begin()
        for (const one of steps) {
          await story.happens(one)
          await expectPaidOnce(story)
        }
        await expectBooksInOrder(session)
        expect((await balanceOf(session, horizonte.id)).balance).toBeLessThanOrEqual(
          creditsOfCast + 5 * steps.length,
        )
      }),
    ),
    { numRuns: propertyRuns(120) },
  )
})
