import { beforeEach, describe, expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/connect-meta/handler.ts'
import { aurora, horizonte, type Email } from '../db/support/cast.ts'
import { appUrl, command, createFunctions, meta } from './support/functions.ts'

let asked: string[] = []
let answers: Record<string, () => Response> = {}
const functions = await createFunctions((url, init) => {
  const { pathname } = new URL(url)
  const call = `${init.method} ${pathname.replace('/v25.0/', '')}`
  asked.push(call)
  return Promise.resolve((answers[call] ?? (() => Response.json({ success: true })))())
})
const { deps, testDatabase } = functions
const platform = { ...deps, appUrl }
const handler = createHandler(platform)

const numbers = {
  data: [
    {
      id: '501',
      display_phone_number: '+55 11 90000-0100',
      verified_name: 'Clínica Aurora',
      quality_rating: 'GREEN',
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
      throughput: { level: 'STANDARD' },
    },
  ],
}
const granted = {
  data: { granular_scopes: [{ scope: 'whatsapp_business_management', target_ids: ['601'] }] },
}
const pages = {
  data: [
    {
      id: '701',
      name: 'Clínica Aurora',
      access_token: 'page-token',
      instagram_business_account: { id: '801', username: 'clinica.aurora' },
    },
    { id: '702', name: 'Sem Instagram', access_token: 'other' },
  ],
}

beforeEach(() => {
  asked = []
  answers = {
    'POST oauth/access_token': () => Response.json({ access_token: 'granted-token', token_type: 'bearer' }),
    'GET debug_token': () => Response.json(granted),
    'GET 601/phone_numbers': () => Response.json(numbers),
    'GET me/accounts': () => Response.json(pages),
  }
})

async function ask(body: object, email: Email = 'admin@aurora.test') {
  const response = await handler(await command('connect-meta', email, { tenant_id: aurora.id, ...body }))
  return { status: response.status, body: (await response.json()) as Record<string, never> }
}
const exchange = (kind: string) => ask({ action: 'exchange', kind, code: 'code' })
const choose = (kind: string, grant: unknown, account_id: string, more: object = {}) =>
  ask({ action: 'choose', kind, grant, account_id, ...more })
const accountOf = async (kind: string) => {
  const [row] = await testDatabase.asPostgres(
    (
      sql,
    ) => sql`select a.account_id, a.parent_id, a.name, a.quality, a.messaging_limit, a.is_coexistence, c.phone, c.is_active, c.connection_state
      from public.meta_accounts a join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
      where a.tenant_id = ${aurora.id} and c.provider = ${kind}`,
  )
  return row
}

test('the way to Meta names our application, where to come back to and the state', async () => {
  const { body } = await ask({
    action: 'begin',
    kind: 'whatsapp_cloud',
    state: 'state-of-this-browser',
    coexistence: true,
  })
  const url = new URL(body.url ?? '')
  expect(url.origin + url.pathname).toBe('https://facebook.test/v25.0/dialog/oauth')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: meta.appId,
    state: 'state-of-this-browser',
    redirect_uri: `${appUrl}/configuracoes/whatsapp`,
    response_type: 'code',
  })
  expect(url.searchParams.get('extras')).toContain('whatsapp_business_app_onboarding')
})

describe('a number of WhatsApp Cloud', () => {
  test('is subscribed, opened with a PIN, and takes the place of the other WhatsApp', async () => {
    const { body } = await exchange('whatsapp_cloud')
    expect(body.choices).toEqual([{ id: '501', name: 'Clínica Aurora', detail: '+55 11 90000-0100' }])
    expect(JSON.stringify(body)).not.toContain('granted-token')
    expect((await choose('whatsapp_cloud', body.grant, '501')).status).toBe(200)
    expect(asked.slice(-2)).toEqual(['POST 601/subscribed_apps', 'POST 501/register'])
    expect(await accountOf('whatsapp_cloud')).toEqual({
      account_id: '501',
      parent_id: '601',
      name: 'Clínica Aurora',
      quality: 'green',
      messaging_limit: 'TIER_2K',
      is_coexistence: false,
      phone: '+5511900000100',
      is_active: true,
      connection_state: 'open',
    })
  })

  test('that stays in the phone is not opened again; its contacts and history are asked for', async () => {
    answers['GET 601/phone_numbers'] = () =>
      Response.json({ data: [{ ...numbers.data[0], is_on_biz_app: true }] })
    const { body } = await exchange('whatsapp_cloud')
    await choose('whatsapp_cloud', body.grant, '501')
    expect(asked.slice(-3)).toEqual([
      'POST 601/subscribed_apps',
      'POST 501/smb_app_data',
      'POST 501/smb_app_data',
    ])
    expect(await accountOf('whatsapp_cloud')).toMatchObject({ is_coexistence: true })
  })

  test('with a PIN of its own asks for it', async () => {
    const { body } = await exchange('whatsapp_cloud')
    answers['POST 501/register'] = () => Response.json({ error: { code: 133005 } }, { status: 400 })
    expect((await choose('whatsapp_cloud', body.grant, '501')).body).toMatchObject({ code: 'pin_needed' })
  })

  test('that was not granted is not chosen', async () => {
    const { body } = await exchange('whatsapp_cloud')
    expect((await choose('whatsapp_cloud', body.grant, '999')).body).toMatchObject({
      code: 'nothing_granted',
    })
  })

  test('of another clinic is refused', async () => {
    const theirs = await ask(
      { tenant_id: horizonte.id, action: 'exchange', kind: 'whatsapp_cloud', code: 'code' },
      'admin@horizonte.test',
    )
    const answer = await ask(
      {
        tenant_id: horizonte.id,
        action: 'choose',
        kind: 'whatsapp_cloud',
        grant: theirs.body.grant,
        account_id: '501',
      },
      'admin@horizonte.test',
    )
    expect(answer.body).toMatchObject({ code: 'sender_in_use' })
  })
})

test('a page, and the Instagram account that belongs to it, stand beside WhatsApp', async () => {
  const page = await exchange('messenger')
  expect(page.body.choices).toEqual([
    { id: '701', name: 'Clínica Aurora', detail: null },
    { id: '702', name: 'Sem Instagram', detail: null },
  ])
  await choose('messenger', page.body.grant, '701')
  const instagram = await exchange('instagram')
  expect(instagram.body.choices).toEqual([{ id: '801', name: '@clinica.aurora', detail: 'Clínica Aurora' }])
  await choose('instagram', instagram.body.grant, '801')
  expect(await accountOf('messenger')).toMatchObject({ account_id: '701', is_active: true })
  expect(await accountOf('instagram')).toMatchObject({ account_id: '801', parent_id: '701', is_active: true })
  expect(await accountOf('whatsapp_cloud')).toMatchObject({ is_active: true })
})

describe('refused', () => {
  test('a grant that is too old, of another channel, or made up', async () => {
    const { body } = await exchange('messenger')
    const late = createHandler({ ...platform, now: () => new Date(Date.now() + 3_600_000) })
    const asLate = await late(
      await command('connect-meta', 'admin@aurora.test', {
        tenant_id: aurora.id,
        action: 'choose',
        kind: 'messenger',
        grant: body.grant,
        account_id: '701',
      }),
    )
    expect(await asLate.json()).toMatchObject({ code: 'grant_expired' })
    expect((await choose('instagram', body.grant, '801')).body).toMatchObject({ code: 'grant_expired' })
    const made = { v: 1, kid: 'k1', iv: 'AAAA', ct: 'AAAA' }
    expect((await choose('messenger', made, '701')).body).toMatchObject({ code: 'grant_expired' })
  })

  test('a code that Meta does not take, and a grant of nothing', async () => {
    answers['POST oauth/access_token'] = () =>
      Response.json({ error: { code: 100, message: 'used' } }, { status: 400 })
    expect((await exchange('messenger')).body).toMatchObject({ code: 'invalid_credentials' })
    answers['POST oauth/access_token'] = () => Response.json({ access_token: 'x' })
    answers['GET debug_token'] = () => Response.json({ data: {} })
    expect((await exchange('whatsapp_cloud')).body).toMatchObject({ code: 'nothing_granted' })
  })

  test.each<[Email, number]>([
    ['recepcao@aurora.test', 403],
    ['terapeuta@aurora.test', 403],
    ['admin@horizonte.test', 403],
  ])('%s', async (email, status) => {
    const begin = { action: 'begin', kind: 'messenger', state: 'state-of-this-browser' }
    expect((await ask(begin, email)).status).toBe(status)
    expect(asked).toEqual([])
  })

  test('an installation without an application at Meta', async () => {
    const none = createHandler({ ...platform, metaApp: { ...deps.metaApp, appSecret: '' } })
    const response = await none(
      await command('connect-meta', 'admin@aurora.test', {
        tenant_id: aurora.id,
        action: 'begin',
        kind: 'messenger',
        state: 'state-of-this-browser',
      }),
    )
    expect(await response.json()).toMatchObject({ code: 'meta_not_configured' })
  })
})
