import { expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
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
