import { beforeEach, expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/process-jobs/handler.ts'
import { createHandler as createTyping } from '../../supabase/functions/show-whatsapp-typing/handler.ts'
import { aurora, horizonte } from '../db/support/cast.ts'
import { command, connectMeta, createFunctions, metaIds, secretKey } from './support/functions.ts'

let asked: { call: string; body: string }[] = []
let answers: Record<string, (url: URL, body: string) => Response> = {}
const functions = await createFunctions((url, init) => {
  const address = new URL(url)
  const call = `${init.method} ${address.pathname.replace('/v25.0/', '')}`
  const body = typeof init.body === 'string' ? init.body : ''
  asked.push({ call, body })
  return Promise.resolve((answers[call] ?? (() => Response.json({ success: true })))(address, body))
})
const channels = await connectMeta(functions)
const { deps, testDatabase: db } = functions
const processJobs = createHandler(deps)

const inDays = (days: number) => Math.floor(Date.now() / 1000 + days * 86_400)
const debug =
  (expires_at: number, is_valid = true) =>
  () =>
    Response.json({ data: { is_valid, expires_at } })

async function run(task: string) {
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  const body = JSON.stringify({ task })
  return (await processJobs(new Request('https://x/process-jobs', { method: 'POST', headers, body }))).json()
}
/** The morning comes, and the worker does what it brings. */
async function morning() {
  const told = await run('tokens')
  await db.asPostgres(
    (sql) => sql`update app.jobs set run_at = now() - interval '1 second' where finished_at is null`,
  )
  await run('run')
  return told
}
const accountOf = async (kind: string) => {
  const [row] = await db.asPostgres(
    (sql) => sql<
      {
        state: string
        last_error: string | null
        error: string | null
        days: number | null
        credentials: never
      }[]
    >`
      select c.connection_state as state, c.last_error, a.token_error as error, k.credentials,
        round(extract(epoch from a.token_expires_at - now()) / 86400)::int as days
      from public.meta_accounts a join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
      join app_private.channel_credentials k on k.tenant_id = c.tenant_id and k.channel_id = c.id
      where c.provider = ${kind}`,
  )
  return row!
}
const alerts = () =>
  db.asPostgres(
    (sql) =>
      sql`select tenant_id, subject, data ->> 'name' as name from public.alerts where kind = 'meta_token' and ended_at is null`,
  )

beforeEach(async () => {
  asked = []
  answers = {}
  await db.asPostgres(async (sql) => {
    await sql`delete from public.alerts where kind = 'meta_token'`
    await sql`delete from app.jobs where kind = 'renew_meta_token'`
    await sql`update public.meta_accounts set token_error = null, token_checked_at = null, token_expires_at = null where true`
    await sql`update public.notification_channels set connection_state = 'open', last_error = null where provider in ('whatsapp_cloud', 'messenger', 'instagram')`
  })
})

test('a grant that lasts is left alone, and not looked at again the next day', async () => {
  answers['GET debug_token'] = debug(inDays(50))
  expect(await morning()).toEqual({ channels: 3 })
  expect(await accountOf('whatsapp_cloud')).toMatchObject({ days: 50, error: null })
  expect(asked.some(({ call }) => call === 'POST oauth/access_token')).toBe(false)
  expect(await morning()).toEqual({ channels: 0 })
})

test('one that never ends is kept as that', async () => {
  answers['GET debug_token'] = debug(0)
  await morning()
  expect(await accountOf('whatsapp_cloud')).toMatchObject({ days: null, error: null })
})

test('one that ends within two weeks is renewed, and the channel sends with the new one', async () => {
  answers['GET debug_token'] = debug(inDays(9))
  answers['POST oauth/access_token'] = () =>
    Response.json({ access_token: 'renewed', expires_in: 60 * 86_400 })
  await morning()
  const { credentials, ...account } = await accountOf('whatsapp_cloud')
  expect(account).toMatchObject({ days: 60, error: null, state: 'open' })
  const owner = { tenantId: horizonte.id, channelId: channels.cloud.channel_id }
  expect(await deps.secrets.open(credentials, owner)).toMatchObject({ access_token: 'renewed' })
  expect(asked.find(({ call }) => call === 'POST oauth/access_token')?.body).toContain('fb_exchange_token')
})

test('a page gets a new token from the person who granted it', async () => {
  const owner = { tenantId: aurora.id, channelId: channels.messenger.channel_id }
  const sealed = await deps.secrets.seal({ access_token: 'page', user_token: 'person', pin: '1' }, owner)
  await db.asPostgres(
    (sql) => sql`update app_private.channel_credentials set credentials = ${sql.json(sealed as never)}
      where tenant_id = ${aurora.id} and channel_id = ${owner.channelId}`,
  )
  answers['GET debug_token'] = debug(inDays(3))
  answers['POST oauth/access_token'] = () =>
    Response.json({ access_token: 'person-2', expires_in: 5_184_000 })
  answers['GET me/accounts'] = () =>
    Response.json({ data: [{ id: metaIds.page, name: 'Aurora', access_token: 'page-2' }] })
  await morning()
  const { credentials } = await accountOf('messenger')
  expect(await deps.secrets.open(credentials, owner)).toEqual({
    access_token: 'page-2',
    user_token: 'person-2',
    pin: '1',
  })
})

test('what Meta refuses to renew is told to people once, and is over when they connect again', async () => {
  answers['GET debug_token'] = debug(inDays(5))
  answers['POST oauth/access_token'] = () =>
    Response.json({ error: { code: 190, message: 'Session has expired' } }, { status: 400 })
  await morning()
  expect(await accountOf('whatsapp_cloud')).toMatchObject({
    error: 'token_refused',
    state: 'close',
    last_error: 'token_expired',
  })
  expect((await alerts()).length).toBe(3)
  answers['GET debug_token'] = debug(inDays(50))
  await morning()
  expect(await accountOf('whatsapp_cloud')).toMatchObject({ error: null, state: 'open' })
  expect(await alerts()).toEqual([])
})

test('a token that Meta takes no more closes its channel', async () => {
  answers['GET debug_token'] = debug(inDays(-1), false)
  await morning()
  expect(await accountOf('instagram')).toMatchObject({ state: 'close', last_error: 'token_expired' })
})

test('Meta away is no refusal: it is asked again', async () => {
  answers['GET debug_token'] = () => new Response('', { status: 503 })
  await morning()
  expect(await accountOf('whatsapp_cloud')).toMatchObject({ error: null, state: 'open' })
  expect(await alerts()).toEqual([])
  const open = await db.asPostgres(
    (sql) =>
      sql`select count(*)::int as n from app.jobs where kind = 'renew_meta_token' and finished_at is null and dead_at is null`,
  )
  expect(open).toEqual([{ n: 3 }])
})

test('typing on WhatsApp Cloud answers what the person wrote last', async () => {
  const [threadKey, said] = ['whatsapp:+5541990000022', 'wamid.SAID']
  await db.asPostgres(
    (sql) =>
      sql`select app.ingest_whatsapp_events(${JSON.stringify([
        {
          provider: 'whatsapp_cloud',
          auth: { account_id: metaIds.number },
          event_key: 'm:said',
          event_type: 'messages',
          raw: {},
          unparsed: null,
          actions: [
            {
              type: 'message',
              provider_message_id: said,
              from_me: false,
              sent_via_api: false,
              address: { phone: '+5541990000022', lid: null, group: null, raw: '554190000022' },
              contact_name: 'Bia',
              author_name: null,
              kind: 'text',
              body: 'Oi',
              content: {},
              media: null,
              reply_to_provider_id: null,
              occurred_at: new Date().toISOString(),
              status: 'received',
            },
          ],
        },
      ])}::text::jsonb)`,
  )
  const after: Promise<unknown>[] = []
  const show = createTyping({ ...deps, mayShowTyping: () => true, waitUntil: (work) => after.push(work) })
  const body = { tenant_id: horizonte.id, thread_key: threadKey, state: 'composing' }
  expect(
    await (await show(await command('show-whatsapp-typing', 'admin@horizonte.test', body))).json(),
  ).toEqual({
    shown: true,
  })
  await Promise.all(after)
  expect(JSON.parse(asked.at(-1)!.body)).toEqual({
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: said,
    typing_indicator: { type: 'text' },
  })
})
