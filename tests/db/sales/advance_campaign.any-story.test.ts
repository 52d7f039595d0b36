import { randomInt } from 'node:crypto'
import { expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import {
  addPeople,
  change,
  look,
  openOfficial,
  recipients,
  started,
  step,
  template,
  tuesday,
  type Step,
} from '../support/campaigns.ts'
import { balanceOf, expectBooksInOrder } from '../support/credits.ts'
import { createDatabase } from '../support/database.ts'
import { claimJobs, completeSend, makeDue, type Lease } from '../support/outbox.ts'
import { retried } from '../support/retried.ts'

const db = await createDatabase()
const people = 60
const workers = 4

/** How often each message reached the provider. */
const arrived = new Map<string, number>()
const arrives = (id: string) => void arrived.set(id, (arrived.get(id) ?? 0) + 1)

/** One attempt, as a sender makes it that may die at any point, at a provider that may answer anything. */
async function attempt(lease: Lease, chaos: boolean): Promise<void> {
  const dice = chaos ? randomInt(10) : 9
  const complete = (outcome: Parameters<typeof completeSend>[2]) =>
    retried(() => completeSend(db, lease, outcome, { id: `SM-${lease.message_id}`, code: 'x' }))
  if (lease.uncertain) {
    if (dice === 0) return
    const isThere = (arrived.get(lease.message_id) ?? 0) > 0
    const { lease: again } = await complete(isThere ? 'found' : 'not_found')
    if (again) await attempt(again, chaos)
    return
  }
  // killed before it asked, or after
  if (dice === 0) return
  if (dice === 1) return arrives(lease.message_id)
  if (dice === 2) return void (await complete('temporary'))
  if (dice === 3) {
    arrives(lease.message_id)
    return void (await complete('unknown'))
  }
  if (dice === 4) return void (await complete('unknown'))
  arrives(lease.message_id)
  await complete('sent')
}

/** A worker claims what is due until nothing is; in chaos it is killed in the middle of a step at times. */
async function work(chaos: boolean): Promise<void> {
  for (;;) {
    const jobs = await retried(() => claimJobs(db, 5))
    if (jobs.length === 0) return
    for (const job of jobs) {
      if (job.kind === 'send_message' && job.send) await attempt(job.send, chaos)
      if (job.kind !== 'run_campaign') continue
      for (let more = true; more;) {
        if (chaos && randomInt(4) === 0) return killed(job)
        const step = await retried(() => advance(job))
        for (const { lease } of step.sends)
          if (lease && !(chaos && randomInt(8) === 0)) await attempt(lease, chaos)
        more = step.state === 'more'
      }
    }
  }
}

type Held = { job_id: number; lease_token: string }
const advance = ({ job_id, lease_token }: Held) =>
  db.asService(async (sql) => {
    const [row] = await sql<{ step: Step }[]>`
      select app.advance_campaign(${aurora.id}, ${job_id}, ${lease_token}, 3, ${tuesday}) as step`
    return row!.step
  })
/** The step is done and the process dies before it is kept. */
const killed = async ({ job_id, lease_token }: Held) => {
  await db
    .asService(async (sql) => {
      await sql`select app.advance_campaign(${aurora.id}, ${job_id}, ${lease_token}, 3, ${tuesday})`
      throw new Error('killed')
    })
    .catch(() => undefined)
}

async function round(chaos: boolean, id: string): Promise<void> {
  await makeDue(db)
  await Promise.all([
    ...Array.from({ length: workers }, () => work(chaos)),
    ...(chaos ? ['pause', 'resume', 'pause', 'resume'] : []).map((act) =>
      retried(() => change(db, id, act)).catch(() => undefined),
    ),
  ])
  await retried(() => change(db, id, 'resume')).catch(() => undefined)
}

it('whoever is killed and whenever it is paused, everybody gets it once and every credit is counted', async () => {
  const approved = await openOfficial(db, 100)
  await addPeople(db, people)
  const { id } = await started(db, { variants: [template(approved)] })
  for (let n = 0; n < 8; n += 1) await round(true, id)
  for (let n = 0; n < 40; n += 1) {
    if ((await look(db, id)).state === 'finished') break
    await round(false, id)
  }
  const { counts, state, credits } = await look(db, id)
  expect({ state, counts }).toMatchObject({
    state: 'finished',
    counts: { total: people, sent: people, queued: 0, sending: 0 },
  })
  expect([...arrived.values()].filter((times) => times !== 1)).toEqual([])
  expect(arrived.size).toBe(people)
  expect(new Set((await recipients(db, id)).map(({ phone }) => phone)).size).toBe(people)
  expect(credits).toEqual({ held: people, used: people })
  expect((await balanceOf(db)).balance).toBe(100 - people)
  await expectBooksInOrder(db)
})

it('a stop in the middle leaves nothing to leave, and gives back what was not used', async () => {
  await addPeople(db, people, 1001)
  const before = (await balanceOf(db)).balance
  const approved = await db.asPostgres(
    async (sql) =>
      (await sql`select id from public.message_templates where name = 'novidades'`)[0]!['id'] as string,
  )
  const { id } = await started(db, {
    variants: [template(approved)],
    audience: {
      kind: 'people',
      ids: Array.from(
        { length: 20 },
        (_, n) => `ca000000-0000-4000-8000-${String(1001 + n).padStart(12, '0')}`,
      ),
    },
  })
  // everybody is written down, credits are held, and the first three are written
  for (let n = 0; n < 3; n += 1) {
    await makeDue(db)
    await step(db, tuesday, 3)
  }
  await makeDue(db)
  await Promise.all([work(true), work(true), retried(() => change(db, id, 'stop')).catch(() => undefined)])
  await retried(() => change(db, id, 'stop')).catch(() => undefined)
  const after = arrived.size
  for (let n = 0; n < 10; n += 1) {
    await makeDue(db)
    await work(false)
  }
  const { state, counts } = await look(db, id)
  expect(state === 'stopped' || state === 'finished').toBe(true)
  expect(counts).toMatchObject({ queued: 0, sending: 0 })
  expect(counts.total).toBe(20)
  expect(counts.sent + counts.skipped).toBe(20)
  expect(arrived.size).toBe(after)
  expect([...arrived.values()].filter((times) => times !== 1)).toEqual([])
  expect((await balanceOf(db)).balance).toBe(before - counts.sent)
  await expectBooksInOrder(db)
})
