import { afterAll, beforeEach, expect, test } from 'vitest'
import { startWorld } from '../../local/simulators/testing.ts'
import { createHandler } from '../../supabase/functions/process-jobs/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { importOf, sideEffects, startImport } from '../db/support/history.ts'
import { messagesOf, threadsOf, wrongSummaries } from '../db/support/inbox.ts'
import { connectChannels, createFunctions, secretKey } from './support/functions.ts'

const world = await startWorld()
afterAll(() => world.stop())

/** Requests for pages of chats and what they were about. */
let asked: string[] = []
/** Called before a request reaches the gateway. */
let before: (path: string) => void | Promise<void> = () => undefined

/** The gateway is the simulator, under the name and key that the clinic has for it. */
const functions = await createFunctions(async (url, init) => {
  const { host, pathname } = new URL(url)
  if (host !== 'evolution.test') return new Response('{}')
  asked.push(`${pathname} ${String(init.body)}`)
  await before(pathname)
  const headers = { ...(init.headers as Record<string, string>), apikey: 'demo-evolution-aurora' }
  return fetch(`${world.url}/evolution${pathname}`, { ...init, headers })
})
await connectChannels(functions)
const { testDatabase: db, deps } = functions
const processJobs = createHandler(deps)
const ana = '5511912345678'
const bia = '5521998765432'
const group = '120363041234567890@g.us'

const said = (from: string, minutesAgo: number, more: object = {}) =>
  world.control('/inbound', {
    provider: 'evolution',
    from,
    name: from === ana ? 'Ana Lima' : 'Bia Souza',
    text: `há ${minutesAgo} minutos`,
    at: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    unheard: true,
    ...more,
  })

async function work() {
  await db.asPostgres(
    (sql) =>
      sql`update app.jobs set run_at = now() - interval '1 second', leased_until = null where finished_at is null`,
  )
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  await processJobs(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
}

beforeEach(async () => {
  asked = []
  before = () => undefined
  await world.json('DELETE', '/control/faults?provider=evolution')
  await world.control('/reset', {})
  await db.asPostgres(async (sql) => {
    await sql`delete from public.conversation_threads`
    await sql`delete from app.history_imports`
    await sql`delete from app.jobs`
    await sql`update public.tenants set ignore_groups = true`
  })
})

test('what a phone has of the last thirty days comes in, and nobody is told', async () => {
  await said(ana, 50, { fromMe: true, text: 'Bom dia!' })
  await said(ana, 40, { type: 'image', text: 'minha guia' })
  await said(bia, 60 * 24 * 3)
  await said(bia, 60 * 24 * 40)
  await said(ana, 30, { group })
  await startImport(db)
  await work()
  expect(await importOf(db)).toMatchObject({
    state: 'done',
    chats_total: 2,
    chats_done: 2,
    messages_stored: 3,
  })
  const threads = await threadsOf(db)
  expect(threads.map((thread) => [thread.contact_name, thread.unread_count]).sort()).toEqual([
    ['Ana Lima', 0],
    ['Bia Souza', 0],
  ])
  expect((await messagesOf(db)).map((message) => [message.direction, message.body])).toEqual([
    ['inbound', 'há 4320 minutos'],
    ['outbound', 'Bom dia!'],
    ['inbound', 'minha guia'],
  ])
  expect(await sideEffects(db)).toEqual({ notifications: 0, jobs: [] })
  expect(await wrongSummaries(db)).toEqual([])
})

test('groups come where the clinic takes them', async () => {
  await said(ana, 30, { group })
  await db.asPostgres((sql) => sql`update public.tenants set ignore_groups = false where id = ${aurora.id}`)
  await startImport(db)
  await work()
  expect((await threadsOf(db)).map((thread) => thread.is_group)).toEqual([true])
})

test('a long chat is read page by page, once, and a second import finds nothing new', async () => {
  for (let n = 0; n < 250; n += 1) await said(ana, n + 1, { fromMe: n % 2 === 0 })
  await startImport(db)
  await work()
  expect(await importOf(db)).toMatchObject({ state: 'done', messages_stored: 250 })
  expect(asked.filter((request) => request.includes('findMessages'))).toHaveLength(3)
  await startImport(db)
  await work()
  expect(await importOf(db)).toMatchObject({ state: 'done', messages_stored: 0 })
  expect(await messagesOf(db)).toHaveLength(250)
}, 60_000)

test('a gateway that is down is waited for, and the import goes on where it was', async () => {
  await said(ana, 40)
  await said(bia, 50)
  await startImport(db)
  let pages = 0
  before = (path) => {
    if (path.includes('findMessages') && (pages += 1) === 2) throw new TypeError('fetch failed')
  }
  await work()
  expect(await importOf(db)).toMatchObject({
    state: 'waiting',
    last_error: 'provider_unavailable',
    chats_done: 1,
  })
  await work()
  expect(await importOf(db)).toMatchObject({ state: 'done', chats_done: 2, messages_stored: 2 })
  expect(asked.filter((request) => request.includes('findChats'))).toHaveLength(5)
})

test('a worker that is killed in the middle leaves the rest to the next', async () => {
  await said(ana, 40)
  await said(bia, 50)
  await startImport(db)
  let pages = 0
  before = async (path) => {
    // another worker has taken the job, as after a crash: what this one reads comes to nothing
    if (path.includes('findMessages') && (pages += 1) === 2)
      await db.asPostgres(
        (sql) => sql`update app.jobs set lease_token = gen_random_uuid() where finished_at is null`,
      )
  }
  await work()
  expect(await importOf(db)).toMatchObject({ state: 'running', chats_done: 1 })
  expect(await messagesOf(db)).toHaveLength(1)
  await work()
  expect(await importOf(db)).toMatchObject({ state: 'done', chats_done: 2 })
  expect(await messagesOf(db)).toHaveLength(2)
})

test('a gateway that refuses the key ends it with the reason', async () => {
  await said(ana, 40)
  await startImport(db)
  await db.asPostgres((sql) => sql`update public.evolution_instances set external_id = 'nada'`)
  await work()
  await db.asPostgres((sql) => sql`update public.evolution_instances set external_id = 'aurora'`)
  expect(await importOf(db)).toMatchObject({ state: 'failed', last_error: 'channel_disconnected' })
})
