import { beforeEach, expect, test } from 'vitest'
import { say, switchOn, threadOf } from '../db/support/assistant.ts'
import { ask } from '../db/support/agenda.ts'
import { threadKey } from '../db/support/assistant-screens.ts'
import { aurora } from '../db/support/cast.ts'
import { connectChannels, createFunctions } from './support/functions.ts'

const sent: string[] = []
const functions = await createFunctions((_url, init) => {
  if (typeof init.body === 'string') sent.push(init.body)
  return Promise.resolve(Response.json({ key: { id: `R${sent.length}` } }))
})
await connectChannels(functions)
const { deps, testDatabase: db } = functions

const finish = (status = 'finished') =>
  ask(db, 'set_conversation_status', { thread_key: threadKey, status, reason: null }, 'recepcao@aurora.test')
/** Some minutes later: what waits is due, and the deployed worker does it. */
async function work(): Promise<void> {
  await db.asPostgres(
    (sql) => sql`update app.jobs set run_at = now() - interval '1 second' where finished_at is null`,
  )
  await deps.work()
}
const ratings = () =>
  db.asPostgres(
    (sql) => sql<{ state: string; reason: string | null; rating: number | null }[]>`
      select state, reason, rating from public.ai_ratings where tenant_id = ${aurora.id}`,
  )
const questions = async () => {
  const thread = await threadOf(db)
  return db.asPostgres(
    (sql) => sql<{ status: string }[]>`
      select status from public.conversation_messages
      where tenant_id = ${aurora.id} and thread_id = ${thread} and body like 'Como foi o seu atendimento%'`,
  )
}

beforeEach(async () => {
  sent.length = 0
  await switchOn(db, { mode: 'off' })
  // it is about noon in the clinic
  const hours = new Date().getUTCHours() - 12
  const zone = `Etc/GMT${hours < 0 ? '' : '+'}${hours}`
  await db.asPostgres(async (sql) => {
    await sql`update public.tenants set time_zone = ${zone} where id = ${aurora.id}`
    await sql`update public.ai_settings set asks_rating = true where tenant_id = ${aurora.id}`
    await sql`delete from public.ai_ratings`
    await sql`delete from public.conversation_messages`
  })
  await say(db, 'Oi, tudo bem?')
  await db.asPostgres((sql) => sql`delete from app.jobs`)
})

test('whoever wrote is asked once how it was, after their conversation is finished, and a press is kept', async () => {
  await work()
  expect(sent).toEqual([])
  await finish()
  await work()
  expect(await ratings()).toEqual([{ state: 'asked', reason: null, rating: null }])
  expect(sent.filter((body) => body.includes('Como foi o seu atendimento'))).toHaveLength(1)
  expect(sent.join()).toContain('Muito bom')
  expect(await questions()).toHaveLength(1)
  // a worker that was killed behind the sending does the job again
  await db.asPostgres((sql) => sql`update app.jobs set finished_at = null where kind = 'ask_rating'`)
  await work()
  expect(await questions()).toHaveLength(1)
  await say(db, '5')
  expect(await ratings()).toEqual([{ state: 'rated', reason: null, rating: 5 }])
})

test('nobody is asked whose conversation goes on', async () => {
  await finish()
  await finish('open')
  await work()
  expect(await ratings()).toEqual([{ state: 'skipped', reason: 'reopened', rating: null }])
  expect(sent).toEqual([])
})
