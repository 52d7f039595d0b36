import { beforeEach, describe, expect, test } from 'vitest'
import { contents, data, envelope, keys } from '../../local/simulators/evolution/payloads.ts'
import { createHandler as createEvolution } from '../../supabase/functions/evolution-whatsapp-inbound/handler.ts'
import { createHandler as createShow } from '../../supabase/functions/show-whatsapp-typing/handler.ts'
import { createTypingLimit } from '../../supabase/functions/_shared/messaging/typing.ts'
import { aurora, horizonte, type Email } from '../db/support/cast.ts'
import { fingerprint } from '../db/support/guards.ts'
import { only, threadsOf } from '../db/support/inbox.ts'
import { command, connectChannels, createFunctions, evolutionKey, secretKey } from './support/functions.ts'

/** What Realtime and the providers were asked. */
let asked: { url: string; headers: Headers; body: Record<string, unknown> }[] = []
let status = 202
/** What goes on after the answer. */
let after: Promise<unknown>[] = []

const functions = await createFunctions((url, init) => {
  const text = typeof init.body === 'string' ? init.body : '{}'
  asked.push({ url, headers: new Headers(init.headers), body: JSON.parse(text) as Record<string, unknown> })
  return Promise.resolve(new Response('{}', { status }))
})
await connectChannels(functions)
const { deps, testDatabase: db } = functions
const phone = '5511987654321'
const threadKey = `whatsapp:+${phone}`
const inbound = createEvolution(deps)
const show = createShow({
  ...deps,
  mayShowTyping: createTypingLimit({ now: () => new Date(0) }),
  waitUntil: (work) => after.push(work),
})

const post = (event: string, body: unknown, apikey = evolutionKey) =>
  inbound(
    new Request('https://x/evolution-whatsapp-inbound', {
      method: 'POST',
      body: JSON.stringify(envelope({ instance: 'aurora', apikey, destination: 'x' }, event, body as never)),
    }),
  )

const presence = (state: string, who = phone, apikey = evolutionKey) => {
  const jid = `${who}@s.whatsapp.net`
  return post('presence.update', { id: jid, presences: { [jid]: { lastKnownPresence: state } } }, apikey)
}

beforeEach(() => {
  asked = []
  after = []
  status = 202
})

await post(
  'messages.upsert',
  data.upsert({ key: keys.directKey({ id: '3ATYPING', phone }), content: contents.text('Oi') }),
)
const thread = only(await threadsOf(db))

describe('somebody who writes to the clinic', () => {
  test('is told to its open screens through Realtime, and leaves no row behind', async () => {
    const before = await fingerprint(db)
    const response = await presence('composing')
    expect([response.status, await response.json()]).toEqual([200, { outcome: 'ignored' }])
    expect(only(asked)).toMatchObject({
      url: 'https://project.test/realtime/v1/api/broadcast',
      body: {
        messages: [
          {
            topic: `tenant:${aurora.id}`,
            event: 'typing',
            payload: { thread_id: thread.id, state: 'composing' },
            private: true,
          },
        ],
      },
    })
    expect(only(asked).headers.get('apikey')).toBe(secretKey)
    expect(await fingerprint(db)).toBe(before)
  })

  test('without the instance’s key is refused, and nobody hears of it', async () => {
    const before = await fingerprint(db)
    expect((await presence('paused', phone, 'wrong')).status).toBe(401)
    expect((await post('presence.update', { id: 'x' }, 'wrong')).status).toBe(401)
    expect(asked).toEqual([])
    expect(await fingerprint(db)).toBe(before)
  })

  test('is answered well by a clinic that does not know them, and while Realtime is away', async () => {
    expect((await presence('composing', '5511911112222')).status).toBe(200)
    expect(asked).toEqual([])
    status = 500
    expect((await presence('paused')).status).toBe(200)
    expect((await post('presence.update', { id: 'x' })).status).toBe(200)
  })
})

describe('the clinic that writes', () => {
  const tell = async (more = {}, email: Email | null = 'recepcao@aurora.test') =>
    show(
      await command('show-whatsapp-typing', email, {
        tenant_id: aurora.id,
        thread_key: threadKey,
        state: 'composing',
        ...more,
      }),
    )
  const shown = async (response: Response) => [response.status, await response.json()]

  test('is seen by the person, once in ten seconds', async () => {
    expect(await shown(await tell())).toEqual([200, { shown: true }])
    expect(await shown(await tell({ state: 'recording' }))).toEqual([200, { shown: true }])
    await Promise.all(after)
    expect(only(asked)).toMatchObject({
      url: 'https://evolution.test/chat/sendPresence/aurora',
      body: { number: `${phone}@s.whatsapp.net`, presence: 'composing', delay: 10_000 },
    })
    expect(only(asked).headers.get('apikey')).toBe(evolutionKey)
  })

  test('is not seen through a channel that cannot tell', async () => {
    await db.asPostgres(
      (sql) =>
        sql`update public.notification_channels set shows_typing = false where tenant_id = ${aurora.id}`,
    )
    expect(await shown(await tell())).toEqual([200, { shown: false }])
    await Promise.all(after)
    expect(asked).toEqual([])
  })

  test('is asked who it is, and which state it is in', async () => {
    expect((await tell({}, null)).status).toBe(401)
    expect((await tell({ tenant_id: horizonte.id })).status).toBe(403)
    expect((await tell({ state: 'paused' })).status).toBe(400)
    expect(asked).toEqual([])
  })
})
