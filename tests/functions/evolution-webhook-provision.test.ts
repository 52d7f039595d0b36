import { beforeEach, describe, expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/evolution-webhook-provision/handler.ts'
import { sha256Hex } from '../../supabase/functions/_shared/platform/hash.ts'
import { aurora, horizonte } from '../db/support/cast.ts'
import { command, createFunctions, publicUrl } from './support/functions.ts'

interface Call {
  method: string
  url: string
  key: string
  body: Record<string, unknown> | null
}

/** An Evolution server with one route table; what is not in it is 404. */
let routes: Record<string, () => Response> = {}
let calls: Call[] = []

const functions = await createFunctions((url, init) => {
  const headers = new Headers(init.headers)
  const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Call['body']) : null
  calls.push({ method: init.method ?? 'GET', url, key: headers.get('apikey') ?? '', body })
  const path = new URL(url).pathname.replace(/^\/api/, '')
  const route = routes[path.split('/').slice(0, 3).join('/')]
  return Promise.resolve(route?.() ?? Response.json({ status: 404 }, { status: 404 }))
})
const { deps, testDatabase } = functions
const handler = createHandler(deps)

const qr = 'data:image/png;base64,AAAA'
const json = (body: unknown, status = 200) => Response.json(body, { status })
const existing = {
  '/instance/connectionState': () => json({ instance: { state: 'close' } }),
  '/instance/fetchInstances': () =>
    json([{ name: 'minha', token: 'own-token', ownerJid: '5511999999999@s.whatsapp.net' }]),
  '/instance/connect': () => json({ base64: qr, code: '2@x', pairingCode: null }),
  '/webhook/set': () => json({}, 201),
}

beforeEach(() => {
  routes = { ...existing }
  calls = []
})

async function provision(
  more: Record<string, unknown> = {},
  email: Parameters<typeof command>[1] = 'admin@aurora.test',
) {
  const typed = { server_url: 'https://evo.test/api/', api_key: 'global', instance_name: 'minha' }
  const body = { tenant_id: aurora.id, action: 'connect', ...typed, ...more }
  const response = await handler(await command('evolution-webhook-provision', email, body))
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const instance = async () => {
  const [row] = await testDatabase.asPostgres(
    (sql) => sql`select i.*, c.is_active, c.connection_state, k.credentials from public.evolution_instances i
      join public.notification_channels c on c.id = i.channel_id
      join app_private.channel_credentials k on k.channel_id = c.id where i.tenant_id = ${aurora.id}`,
  )
  return row
}

async function withoutAcceptance() {
  await testDatabase.asPostgres((sql) => sql`delete from app.unofficial_whatsapp_acceptances where true`)
  return {
    rows: () =>
      testDatabase.asPostgres(
        (sql) =>
          sql`insert into app.unofficial_whatsapp_acceptances (tenant_id) select id from public.tenants`,
      ),
  }
}

describe('connect', () => {
  test('adopts an instance, stores its own key sealed, and sets the webhook with a secret header', async () => {
    const { status, body } = await provision()
    expect([status, body.state, body.qr_code]).toEqual([200, 'connecting', qr])
    const row = await instance()
    expect(row).toMatchObject({
      external_id: 'minha',
      server_url: 'https://evo.test/api',
      api_key_hash: sha256Hex('own-token'),
      is_active: true,
      connection_state: 'connecting',
      qr_code: qr,
    })
    expect(JSON.stringify(row)).not.toContain('own-token')
    const webhook = calls.find(({ url }) => url.includes('/webhook/set'))
    const sent = webhook?.body?.webhook as { url: string; headers: Record<string, string>; base64: boolean }
    expect(sent).toMatchObject({ url: `${publicUrl}/evolution-whatsapp-inbound`, base64: false })
    expect(sha256Hex(sent.headers['x-zelo-webhook-secret'] ?? '')).toBe(row?.secret_hash)
    expect(webhook?.key).toBe('own-token')
  })

  test('again keeps the secret, so that events on their way are not refused', async () => {
    await provision()
    const before = await instance()
    await provision()
    expect((await instance())?.secret_hash).toBe(before?.secret_hash)
  })

  test('another instance gets another secret, so that the one given up cannot speak any more', async () => {
    await provision()
    const before = await instance()
    await provision({ instance_name: 'outra' })
    expect((await instance())?.secret_hash).not.toBe(before?.secret_hash)
  })

  test('creates an instance that is not there', async () => {
    routes['/instance/connectionState'] = () => json({}, 404)
    routes['/instance/create'] = () => json({ hash: 'new-token' }, 201)
    expect((await provision()).status).toBe(200)
    expect((await instance())?.api_key_hash).toBe(sha256Hex('new-token'))
  })

  test.each(['http://evo.test/api', 'https://EVO.test:443/api/', 'https://outro-nome.test:8443/api'])(
    'the instance of another clinic is refused at %s, before its webhook is touched',
    async (server_url) => {
      routes['/instance/fetchInstances'] = () => json([{ id: 'b7c0-41', name: 'minha', token: 'own-token' }])
      expect((await provision({}, 'admin@aurora.test')).status).toBe(200)
      calls = []
      const refused = await provision({ tenant_id: horizonte.id, server_url }, 'admin@horizonte.test')
      expect([refused.status, refused.body.code]).toEqual([409, 'instance_in_use'])
      expect(calls.filter(({ url }) => url.includes('/webhook/set'))).toEqual([])
    },
  )

  test('one whose phone another clinic has paired is refused', async () => {
    routes['/instance/fetchInstances'] = () =>
      json([{ id: 'b7c0-42', name: 'minha', token: 'own-token', ownerJid: '5511999999942@s.whatsapp.net' }])
    expect((await provision()).status).toBe(200)
    routes['/instance/fetchInstances'] = () =>
      json([{ id: 'b7c0-43', name: 'minha', token: 'other', ownerJid: '5511999999942@s.whatsapp.net' }])
    const refused = await provision({ tenant_id: horizonte.id }, 'admin@horizonte.test')
    expect([refused.status, refused.body.code]).toEqual([409, 'instance_in_use'])
  })

  test('nothing is asked of a server before somebody accepted the risk', async () => {
    const { rows } = await withoutAcceptance()
    expect((await provision()).body.code).toBe('risk_not_accepted')
    expect(calls).toEqual([])
    await rows()
  })

  test('an older server that does not know all events gets the ones it knows', async () => {
    let first = true
    routes['/webhook/set'] = () => (first ? ((first = false), json({}, 400)) : json({}, 201))
    expect((await provision()).status).toBe(200)
    expect(calls.filter(({ url }) => url.includes('/webhook/set'))).toHaveLength(2)
  })

  test('with the shared server a clinic reaches its own instance only', async () => {
    await provision(
      { tenant_id: horizonte.id, server_url: undefined, api_key: undefined, instance_name: 'minha' },
      'dona@horizonte.test',
    )
    expect(calls.every(({ url }) => !url.startsWith('https://shared.test') || !url.includes('minha'))).toBe(
      true,
    )
  })
})

describe('afterwards', () => {
  test('refresh tells the state, logout ends the session, also when it had ended', async () => {
    await provision()
    routes['/instance/connect'] = () => json({ instance: { state: 'open' } })
    expect((await provision({ action: 'refresh' })).body).toMatchObject({ state: 'open', qr_code: null })
    routes['/instance/logout'] = () =>
      json({ response: { message: ['The "minha" instance is not connected'] } }, 400)
    expect((await provision({ action: 'logout' })).body).toMatchObject({ state: 'close' })
    expect((await instance())?.connection_state).toBe('close')
  })
})

describe('refused', () => {
  test.each([
    ['a wrong key', {}, { '/instance/connectionState': () => json({}, 401) }, 422, 'invalid_credentials'],
    ['a private address', { server_url: 'http://10.0.0.1' }, {}, 422, 'invalid_server_url'],
    ['an address without a key', { api_key: undefined }, {}, 422, 'server_required'],
    ['a name that leaves its path', { instance_name: '..' }, {}, 400, 'invalid_request'],
    ['a server in trouble', {}, { '/instance/connectionState': () => json({}, 500) }, 502, 'provider_error'],
  ] as const)('%s', async (_name, more, changed, status, code) => {
    routes = { ...existing, ...changed }
    const refused = await provision(more)
    expect([refused.status, refused.body.code]).toEqual([status, code])
  })

  test.each([
    [null, 401],
    ['recepcao@aurora.test', 403],
    ['supervisor@aurora.test', 403],
    ['admin@horizonte.test', 403],
  ] as const)('%s, before anything is called', async (email, status) => {
    expect((await provision({}, email)).status).toBe(status)
    expect(calls).toEqual([])
  })
})
