import { expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { jobsOf } from '../support/inbox.ts'
import { claimJobs, createOutbound, makeDue, openConversation } from '../support/outbox.ts'

const db = await createDatabase()

it('passes over sends that are settled already and answers with work that is due behind them', () =>
  db.rolledBack(async (session) => {
    await openConversation(session)
    const settled = [await createOutbound(session), await createOutbound(session)].map(
      ({ message }) => message.id,
    )
    const waiting = await createOutbound(session)
    await session.asPostgres(
      (sql) => sql`
        update public.conversation_messages set status = 'sent', provider_message_id = id::text
        where tenant_id = ${aurora.id} and id = any(${settled})`,
    )
    await makeDue(session)
    const claimed = await claimJobs(session, 2)
    expect(claimed.map((job) => job.send?.message_id)).toEqual([waiting.message.id])
    expect((await jobsOf(session)).filter((job) => job.finished_at === null)).toHaveLength(1)
    expect(await claimJobs(session, 2)).toEqual([])
  }))

it('gives each job to one of eight workers that ask at once, and to none more than it asked for', async () => {
  for (let number = 10; number < 30; number += 1) {
    const phone = `+55119000004${number}`
    await openConversation(db, phone)
    await createOutbound(db, { key: `whatsapp:${phone}` })
  }
  await makeDue(db)
  const batches = await Promise.all(Array.from({ length: 8 }, () => claimJobs(db, 3)))
  const ids = batches.flat().map((job) => job.job_id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBe(20)
  expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(3)
})

it('leases a job as long as its kind wants, and hands out what no function of the kind is asked about', () =>
  db.rolledBack(async (session) => {
    await session.asPostgres(async (sql) => {
      await sql`insert into app.job_kinds (kind, lease_seconds, max_attempts) values ('slow', 600, 1)`
      await sql`insert into app.jobs (tenant_id, kind, payload) values (${aurora.id}, 'slow', '{"n": 1}')`
    })
    const [claimed] = await session.asService((sql) => sql`select app.claim_jobs(10) -> 0 as job`)
    expect(claimed?.job).toMatchObject({
      kind: 'slow',
      tenant_id: aurora.id,
      payload: { n: 1 },
      opened: null,
    })
    const [job] = await session.asPostgres(
      (sql) => sql`
        select leased_until between now() + interval '590 seconds' and clock_timestamp() + interval '600 seconds' as is_long
        from app.jobs where kind = 'slow'`,
    )
    expect(job).toEqual({ is_long: true })
    const { job_id: id, lease_token: token } = claimed?.job as { job_id: number; lease_token: string }
    const [failed] = await session.asService(
      (sql) => sql`select app.fail_job(${aurora.id}, ${id}, ${token}, 'broken', false, null) as state`,
    )
    expect(failed).toEqual({ state: 'dead' })
  }))

it('knows a job by its clinic and its number: the same key in two clinics is two jobs', () =>
  db.rolledBack(async (session) => {
    await session.asPostgres(
      (sql) => sql`
        insert into app.jobs (tenant_id, kind, payload, dedupe_key)
        select t.id, 'opt_in_ack', '{}', 'same' from public.tenants t where t.id in (${aurora.id}, ${horizonte.id})`,
    )
    const [job] = await claimJobs(session)
    const close = async (tenant: string) =>
      (
        await session.asService(
          (sql) => sql`select app.finish_job(${tenant}, ${job!.job_id}, ${job!.lease_token}) as done`,
        )
      )[0]?.done as boolean | null
    expect(await close(job!.tenant_id === aurora.id ? horizonte.id : aurora.id)).toBeNull()
    expect(await close(job!.tenant_id)).toBe(true)
  }))
