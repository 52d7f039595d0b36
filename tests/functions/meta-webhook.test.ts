import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { metaSignature } from '../../supabase/functions/_shared/providers/meta/signature.ts'
import { createHandler } from '../../supabase/functions/meta-webhook/handler.ts'
import { createHandler as createSend } from '../../supabase/functions/send-whatsapp-message/handler.ts'
import { createHandler as createSync } from '../../supabase/functions/sync-whatsapp-templates/handler.ts'
import { aurora, horizonte, type Email } from '../db/support/cast.ts'
import { command, connectMeta, createFunctions, meta, metaIds, stored } from './support/functions.ts'

let asked: { url: string; body: unknown }[] = []
let answer: (url: string) => Response = () => Response.json({})
const functions = await createFunctions((url, init) => {
  asked.push({ url, body: typeof init.body === 'string' ? JSON.parse(init.body) : null })
  return Promise.resolve(answer(url))
})
const channels = await connectMeta(functions)
const { deps, testDatabase } = functions
const handler = createHandler(deps)

beforeEach(() => {
  asked = []
})

function post(body: unknown, signature?: string | null) {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
  const headers = new Headers({ 'content-type': 'application/json' })
  const signed = signature === undefined ? metaSignature(meta.appSecret, bytes) : signature
  if (signed !== null) headers.set('x-hub-signature-256', signed)
  return handler(new Request('http://edge.internal/meta-webhook', { method: 'POST', headers, body: bytes }))
}

const seconds = (hoursAgo: number) => String(Math.floor(Date.now() / 1000 - hoursAgo * 3600))
let count = 0
const id = () => `wamid.${(count += 1)}.${randomUUID()}`

/** A change of the Cloud number. */
const cloud = (value: object, field = 'messages', number = metaIds.number) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: metaIds.waba,
      changes: [
        {
          field,
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '5511900000100', phone_number_id: number },
            ...value,
          },
        },
      ],
    },
  ],
})
/** A patient's number as WhatsApp knows it: without the ninth digit. */
const person = (n: number) => ({ from: `55419000${1000 + n}`, from_user_id: `BR.71000000${1000 + n}` })
const text = (n: number, body: string, more: object = {}) => ({
  ...person(n),
  id: id(),
  timestamp: seconds(0),
  type: 'text',
  text: { body },
  ...more,
})
const news = (field: string, value: object, waba = metaIds.waba) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: waba, time: 1795608400, changes: [{ field, value }] }],
})
/** An event of the page or the Instagram account. */
const social = (item: object, network: 'page' | 'instagram' = 'page', from = '8198933625848523') => {
  const account = network === 'page' ? metaIds.page : metaIds.instagram
  return {
    object: network,
    entry: [
      {
        id: account,
        time: Date.now(),
        messaging: [{ sender: { id: from }, recipient: { id: account }, timestamp: Date.now(), ...item }],
      },
    ],
  }
}

interface Row {
  thread_key: string
  channel: string
  phone: string | null
  contact_name: string | null
  kind: string
  body: string | null
  status: string
  direction: string
  provider_message_id: string
  error_code: string | null
  content: Record<string, unknown>
  deleted: boolean
}
const messagesOf = (tenant: string, like: string) =>
  testDatabase.asPostgres(
    (sql) => sql<Row[]>`
      select t.thread_key, t.channel, t.phone, t.contact_name, m.kind, m.body, m.status, m.direction, m.provider_message_id,
        m.error_code, m.content, m.deleted_at is not null as deleted
      from public.conversation_messages m
      join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
      where m.tenant_id = ${tenant} and t.thread_key like ${like} order by m.occurred_at, m.id`,
  )

async function send(email: Email, tenant: string, threadKey: string, body: string) {
  const response = await createSend(deps)(
    await command('send-whatsapp-message', email, {
      tenant_id: tenant,
      thread_key: threadKey,
      client_id: randomUUID(),
      body,
    }),
  )
  return (await response.json()) as {
    message: { id: string; status: string; error_code: string | null }
    code?: string
  }
}

describe('the handshake', () => {
  const ask = (query: string, verifyToken = meta.verifyToken) =>
    createHandler({ ...deps, metaApp: { ...deps.metaApp, verifyToken } })(
      new Request(`http://edge.internal/meta-webhook?${query}`),
    )

  test('answers the challenge as plain text', async () => {
    const response = await ask(
      `hub.mode=subscribe&hub.challenge=1158200001&hub.verify_token=${meta.verifyToken}`,
    )
    expect([response.status, await response.text()]).toEqual([200, '1158200001'])
    expect(response.headers.get('content-type')).toContain('text/plain')
  })

  test.each([
    ['another token', 'hub.mode=subscribe&hub.challenge=1&hub.verify_token=outra', meta.verifyToken],
    ['no token', 'hub.mode=subscribe&hub.challenge=1', meta.verifyToken],
    ['no token where none is configured', 'hub.mode=subscribe&hub.challenge=1', ''],
    ['another mode', `hub.challenge=1&hub.verify_token=${meta.verifyToken}`, meta.verifyToken],
  ])('refuses %s', async (_, query, configured) => {
    expect((await ask(query, configured)).status).toBe(403)
  })
})

describe('refused, and nothing stored', () => {
  const body = cloud({ messages: [text(1, 'Oi')] })
  const raw = JSON.stringify(body)
  const good = metaSignature(meta.appSecret, new TextEncoder().encode(raw))
  test.each([
    ['no signature', raw, null],
    ['another secret', raw, metaSignature('other', new TextEncoder().encode(raw))],
    ['capital letters', raw, good.toUpperCase().replace('SHA256', 'sha256')],
    ['no prefix', raw, good.slice(7)],
    ['a cut one', raw, good.slice(0, 40)],
    ['the same value written otherwise', JSON.stringify(body, null, 1), good],
  ])('%s', async (_, sent, signature) => {
    const before = await stored(testDatabase)
    expect((await post(sent, signature)).status).toBe(401)
    expect(await stored(testDatabase)).toEqual(before)
  })

  test('a body without an end', async () => {
    expect((await post('x'.repeat(9 * 1024 * 1024))).status).toBe(413)
  })

  test('what is no JSON', async () => {
    expect((await post('{"object":')).status).toBe(400)
  })
})

describe('200, and nobody’s', () => {
  test.each([
    ['another object', { object: 'notpage', entry: [{}] }],
    ['no entries', { object: 'page', entry: [] }],
    ['an entry without events', { object: 'page', entry: [{ id: metaIds.page }] }],
    ['an unknown number', cloud({ messages: [text(1, 'Oi')] }, 'messages', '999')],
    ['an unknown business account', news('account_update', { event: 'ACCOUNT_OFFBOARDED' }, '777')],
    [
      'the test button',
      { object: 'instagram', entry: [{ id: '0', changes: [{ field: 'messages', value: {} }] }] },
    ],
    ['a list', []],
    ['null', null],
  ])('%s', async (_, body) => {
    const before = await stored(testDatabase)
    expect((await post(body)).status).toBe(200)
    expect(await stored(testDatabase)).toEqual(before)
  })
})

describe('WhatsApp Cloud', () => {
  test('a message is stored once, however often it comes, in the conversation of the whole number', async () => {
    const body = cloud({
      contacts: [
        { profile: { name: 'Luzia Farias' }, wa_id: person(2).from, user_id: person(2).from_user_id },
      ],
      messages: [text(2, 'Oi')],
    })
    await Promise.all([post(body), post(body), post(body)])
    expect((await post(body)).status).toBe(200)
    expect(await messagesOf(horizonte.id, 'whatsapp:+5541990001002')).toMatchObject([
      { contact_name: 'Luzia Farias', body: 'Oi', direction: 'inbound', channel: 'whatsapp' },
    ])
  })

  test('somebody who hides their phone is known by their id, and by both once they tell the number', async () => {
    const { from, from_user_id } = person(3)
    const hidden = { ...text(3, 'Vocês atendem sábado?'), from: undefined }
    await post(cloud({ messages: [hidden] }))
    await post(cloud({ messages: [{ ...text(3, 'Alguém aí?'), from: from_user_id }] }))
    const key = `whatsapp:user:${from_user_id}`
    expect(await messagesOf(horizonte.id, key)).toHaveLength(2)
    await post(cloud({ messages: [text(3, 'Agora com número')] }))
    const all = await messagesOf(horizonte.id, key)
    expect(all).toHaveLength(3)
    expect(new Set(all.map(({ phone }) => phone))).toEqual(new Set([`+55419${from.slice(4)}`]))
  })

  test('what comes in one body belongs to each by its account, in any order', async () => {
    const first = text(4, 'Primeira', { timestamp: seconds(1) })
    const body = cloud({ messages: [text(4, 'Segunda'), first] })
    body.entry.push(cloud({ messages: [text(4, 'De outra clínica')] }, 'messages', '555').entry[0]!)
    await post(body)
    const rows = await messagesOf(horizonte.id, 'whatsapp:+5541990001004')
    expect(rows.map((row) => row.body)).toEqual(['Primeira', 'Segunda'])
  })

  test('an answer goes out to the number as it wrote, with our id, and its statuses only climb', async () => {
    await post(cloud({ messages: [text(5, 'Tem horário?')] }))
    const wamid = id()
    answer = () => Response.json({ messages: [{ id: wamid }], contacts: [] })
    const { message } = await send('admin@horizonte.test', horizonte.id, 'whatsapp:+5541990001005', 'Temos!')
    expect(message.status).toBe('sent')
    expect(asked.at(-1)).toMatchObject({
      url: expect.stringContaining(`/${metaIds.number}/messages?`),
      body: {
        to: '+554190001005',
        type: 'text',
        text: { body: 'Temos!' },
        biz_opaque_callback_data: message.id,
      },
    })
    expect(asked.at(-1)?.url).toContain('appsecret_proof=')
    const status = (word: string, more: object = {}) => ({
      id: wamid,
      status: word,
      timestamp: seconds(0),
      ...more,
    })
    await post(cloud({ statuses: [status('read'), status('delivered'), status('sent')] }))
    await post(cloud({ statuses: [status('failed', { errors: [{ code: 131026 }] })] }))
    expect((await messagesOf(horizonte.id, 'whatsapp:+5541990001005')).at(-1)?.status).toBe('read')
  })

  test('an attempt without an answer is settled by its status, and never sent again blindly', async () => {
    await post(cloud({ messages: [text(6, 'Oi')] }))
    answer = () =>
      Response.json({ error: { code: 131000, message: 'Something went wrong' } }, { status: 500 })
    const { message } = await send(
      'admin@horizonte.test',
      horizonte.id,
      'whatsapp:+5541990001006',
      'Resposta',
    )
    expect(message.status).toBe('sending')
    const wamid = id()
    const told = {
      id: wamid,
      status: 'delivered',
      timestamp: seconds(0),
      biz_opaque_callback_data: message.id,
    }
    await post(cloud({ statuses: [told] }))
    expect((await messagesOf(horizonte.id, 'whatsapp:+5541990001006')).at(-1)).toMatchObject({
      status: 'delivered',
      provider_message_id: wamid,
    })
  })

  test.each([
    [190, 401, 'provider_auth_failed'],
    [131047, 400, 'outside_24h_window'],
    [131049, 400, 'limited_by_provider'],
    [131042, 400, 'account_restricted'],
    [132001, 404, 'template_not_found'],
  ])('error %i is told as a reason', async (code, status, reason) => {
    await post(cloud({ messages: [text(7, 'Oi')] }))
    answer = () => Response.json({ error: { code, message: 'x' } }, { status })
    const { message } = await send(
      'admin@horizonte.test',
      horizonte.id,
      'whatsapp:+5541990001007',
      'Resposta',
    )
    expect([message.status, message.error_code]).toEqual(['failed', reason])
  })

  test('reactions, edits and deletions change the message, also when they come before it', async () => {
    const first = text(8, 'Errado')
    await post(
      cloud({
        messages: [
          {
            ...person(8),
            id: id(),
            timestamp: seconds(0),
            type: 'revoke',
            revoke: { original_message_id: first.id },
          },
        ],
      }),
    )
    await post(cloud({ messages: [first] }))
    expect(await messagesOf(horizonte.id, 'whatsapp:+5541990001008')).toMatchObject([{ deleted: true }])
  })

  test('what the phone of the clinic writes is an answer, and its address book names people', async () => {
    await post(cloud({ messages: [text(9, 'Oi')] }))
    const echo = {
      from: '5511900000100',
      to: person(9).from,
      id: id(),
      timestamp: seconds(0),
      type: 'text',
      text: { body: 'Pelo celular' },
    }
    await post(cloud({ message_echoes: [echo] }, 'smb_message_echoes'))
    const contact = { full_name: 'Otávio (convênio)', phone_number: person(9).from }
    await post(cloud({ state_sync: [{ type: 'contact', action: 'add', contact }] }, 'smb_app_state_sync'))
    expect((await messagesOf(horizonte.id, 'whatsapp:+5541990001009')).at(-1)).toMatchObject({
      direction: 'outbound',
      body: 'Pelo celular',
      contact_name: 'Otávio (convênio)',
    })
  })

  test('the history of a phone comes in quietly, and a file is completed later', async () => {
    const file = id()
    const wa = person(10).from
    const messages = [
      {
        from: '5511900000100',
        to: wa,
        id: id(),
        timestamp: seconds(200),
        type: 'text',
        text: { body: 'Antes' },
        history_context: { status: 'READ' },
      },
      { from: wa, id: file, timestamp: seconds(199), type: 'media_placeholder' },
    ]
    const history = [
      { metadata: { phase: 0, chunk_order: 1, progress: 55 }, threads: [{ id: wa, messages }] },
    ]
    await post(cloud({ history }, 'history'))
    const key = 'whatsapp:+5541990001010'
    expect(await messagesOf(horizonte.id, key)).toMatchObject([
      { body: 'Antes', status: 'read', direction: 'outbound' },
      { kind: 'unsupported' },
    ])
    const image = { id: '44', mime_type: 'image/jpeg', caption: 'Foto do pedido' }
    await post(
      cloud(
        { messages: [{ ...person(10), id: file, timestamp: seconds(199), type: 'image', image }] },
        'history',
      ),
    )
    expect((await messagesOf(horizonte.id, key)).at(-1)).toMatchObject({
      kind: 'image',
      body: 'Foto do pedido',
    })
    const [thread] = await testDatabase.asPostgres(
      (sql) => sql`select unread_count, status from public.conversation_threads where thread_key = ${key}`,
    )
    expect(thread).toEqual({ unread_count: 0, status: 'finished' })
  })

  test('somebody with a new number keeps the conversation', async () => {
    await post(cloud({ messages: [text(11, 'Oi')] }))
    const system = {
      type: 'user_changed_number',
      body: 'mudou',
      wa_id: person(12).from,
      user_id: person(12).from_user_id,
    }
    await post(
      cloud({ messages: [{ ...person(11), id: id(), timestamp: seconds(0), type: 'system', system }] }),
    )
    await post(cloud({ messages: [text(12, 'Número novo')] }))
    expect((await messagesOf(horizonte.id, 'whatsapp:+5541990001011')).map((row) => row.body)).toEqual([
      'Oi',
      'mudou',
      'Número novo',
    ])
  })

  test('whoever stops offers gets none, and may have them again', async () => {
    const wish = (value: string) =>
      cloud(
        {
          user_preferences: [
            {
              wa_id: person(13).from,
              user_id: person(13).from_user_id,
              category: 'marketing_messages',
              value,
              timestamp: Number(seconds(0)) + (value === 'stop' ? 0 : 1),
            },
          ],
        },
        'user_preferences',
      )
    const purposes = async () =>
      (
        await testDatabase.asPostgres(
          (sql) => sql<{ purpose: string }[]>`select o.purpose from public.conversation_optouts o
            join public.conversation_threads t on t.tenant_id = o.tenant_id and t.id = o.thread_id
            where t.phone = '+5541990001013'`,
        )
      ).map(({ purpose }) => purpose)
    await post(wish('stop'))
    expect(await purposes()).toEqual(['marketing'])
    await post(wish('resume'))
    expect(await purposes()).toEqual([])
  })

  test('another application’s conversation is shown, and nothing answers it', async () => {
    await post(cloud({ standby: { messages: [text(14, 'Quero uma pessoa')] } }, 'standby'))
    expect(await messagesOf(horizonte.id, 'whatsapp:+5541990001014')).toMatchObject([
      { content: { standby: true } },
    ])
  })

  test('what happens to the account is told of the channel', async () => {
    await post(
      news('phone_number_quality_update', {
        display_phone_number: '5511900000100',
        event: 'FLAGGED',
        max_daily_conversations_per_business: 'TIER_2K',
      }),
    )
    await post(
      news('account_update', {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [
          { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1795867200 },
        ],
      }),
    )
    const setup = async () => {
      const [row] = await testDatabase.asUser(
        'admin@horizonte.test',
        (sql) =>
          sql<
            { setup: { whatsapp_cloud: object } }[]
          >`select public.get_channel_setup(${horizonte.id}) as setup`,
      )
      return row?.setup.whatsapp_cloud
    }
    expect(await setup()).toMatchObject({
      quality: 'red',
      messaging_limit: 'TIER_2K',
      restriction: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
      state: 'open',
    })
    await post(
      news('account_update', {
        phone_number: '5511900000100',
        event: 'PARTNER_REMOVED',
        disconnection_info: { reason: 'PRIMARY_INACTIVITY' },
      }),
    )
    await post(cloud({ messages: [text(15, 'Ainda chega')] }))
    expect(await setup()).toMatchObject({ state: 'close', last_error: 'phone_inactive' })
    await post(news('account_update', { event: 'ACCOUNT_RECONNECTED' }))
    expect(await setup()).toMatchObject({ state: 'open' })
  })

  test('an unknown field is kept for an administrator, and NUL and half a character are stored', async () => {
    const before = await stored(testDatabase)
    await post(cloud({ algo_novo: 1 }, 'campo_novo'))
    const raw = JSON.stringify(cloud({ messages: [text(16, 'MARK')] })).replace('MARK', 'a\\u0000b \\ud83d')
    expect((await post(raw)).status).toBe(200)
    const after = await stored(testDatabase)
    expect(after.events - before.events).toBe(2)
    expect((await messagesOf(horizonte.id, 'whatsapp:+5541990001016'))[0]?.body).toBe('ab �')
  })

  test('a thousand things in one body', async () => {
    const messages = Array.from({ length: 300 }, (_, n) => text(100 + (n % 30), `n${n}`))
    expect((await post(cloud({ messages }))).status).toBe(200)
    expect(await messagesOf(horizonte.id, 'whatsapp:+55419900011%')).toHaveLength(300)
  })
})

describe('templates of a business account', () => {
  const templates = () =>
    Response.json({
      data: [
        {
          id: '1689000000000063',
          name: 'lembrete_v2',
          language: 'pt_BR',
          status: 'APPROVED',
          category: 'UTILITY',
          components: [{ type: 'BODY', text: 'Olá, {{nome}}!' }],
        },
      ],
    })
  const sync = async () => {
    const response = await createSync(deps)(
      await command('sync-whatsapp-templates', 'recepcao@horizonte.test', { tenant_id: horizonte.id }),
    )
    return (await response.json()) as {
      templates: { id: string; status: string; category: string; quality: string | null }[]
    }
  }
  const stale = () =>
    testDatabase.asPostgres(
      (sql) => sql`update public.meta_accounts set templates_synced_at = now() where true`,
    )

  test('are listed, sent by their name outside the window, and follow what WhatsApp tells', async () => {
    answer = templates
    const [listed] = (await sync()).templates
    expect(listed).toMatchObject({ status: 'approved', category: 'utility' })
    expect(asked[0]?.url).toContain(`/${metaIds.waba}/message_templates?`)

    await post(cloud({ messages: [text(40, 'Há dias', { timestamp: seconds(80) })] }))
    answer = () => Response.json({ messages: [{ id: id(), message_status: 'held_for_quality_assessment' }] })
    const response = await createSend(deps)(
      await command('send-whatsapp-message', 'admin@horizonte.test', {
        tenant_id: horizonte.id,
        thread_key: 'whatsapp:+5541990001040',
        client_id: randomUUID(),
        template: { id: listed?.id, variables: { nome: 'Ana' } },
      }),
    )
    expect(await response.json()).toMatchObject({ message: { body: 'Olá, Ana!', status: 'sent' } })
    expect(asked.at(-1)?.body).toMatchObject({
      type: 'template',
      template: {
        name: 'lembrete_v2',
        language: { code: 'pt_BR' },
        components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'nome', text: 'Ana' }] }],
      },
    })

    await stale()
    const about = { message_template_id: 1689000000000063, message_template_name: 'lembrete_v2' }
    await post(news('message_template_status_update', { ...about, event: 'PAUSED', reason: 'NONE' }))
    await post(news('message_template_quality_update', { ...about, new_quality_score: 'RED' }))
    await post(
      news('template_category_update', { ...about, new_category: 'UTILITY', correct_category: 'MARKETING' }),
    )
    expect((await sync()).templates).toMatchObject([
      { status: 'paused', quality: 'red', category: 'utility' },
    ])
    await post(
      news('template_category_update', { ...about, previous_category: 'UTILITY', new_category: 'MARKETING' }),
    )
    expect((await sync()).templates).toMatchObject([{ category: 'marketing' }])
  })
})

describe('Messenger and Instagram', () => {
  const say = (mid: string, words: string, more: object = {}) => ({ message: { mid, text: words, ...more } })

  test('beside WhatsApp, each in a conversation of its own; who it is, is asked for', async () => {
    const before = await stored(testDatabase)
    await post(social(say('m_1', 'Oi pelo Messenger')))
    await post(social(say('m_2', 'Oi pelo Instagram'), 'instagram'))
    expect(await messagesOf(aurora.id, 'messenger:%')).toMatchObject([
      { thread_key: 'messenger:user:8198933625848523', channel: 'messenger', body: 'Oi pelo Messenger' },
    ])
    expect(await messagesOf(aurora.id, 'instagram:%')).toMatchObject([{ channel: 'instagram' }])
    expect((await stored(testDatabase)).jobs - before.jobs).toBe(2)
    const [row] = await testDatabase.asPostgres(
      (sql) => sql<{ kinds: string[] }[]>`
        select array_agg(provider order by provider) as kinds from public.notification_channels
        where tenant_id = ${aurora.id} and is_active`,
    )
    expect(row?.kinds).toEqual(expect.arrayContaining(['instagram', 'messenger']))
  })

  test('the same message in two entries is one', async () => {
    const body = social(say('m_3', 'Uma vez'))
    await post({ ...body, entry: [...body.entry, ...body.entry] })
    const rows = await messagesOf(aurora.id, 'messenger:%')
    expect(rows.filter((row) => row.provider_message_id === 'm_3')).toHaveLength(1)
  })

  test('an answer carries our id, its echo is not a second message, and a watermark reads all', async () => {
    answer = () => Response.json({ recipient_id: '8198933625848523', message_id: 'm_sent' })
    const key = 'messenger:user:8198933625848523'
    const { message } = await send('admin@aurora.test', aurora.id, key, 'Olá!')
    expect(asked.at(-1)).toMatchObject({
      url: expect.stringContaining(`/${metaIds.page}/messages?`),
      body: {
        recipient: { id: '8198933625848523' },
        messaging_type: 'RESPONSE',
        message: { text: 'Olá!', metadata: `zelo:${message.id}` },
      },
    })
    const echo = social({
      message: { mid: 'm_sent', text: 'Olá!', is_echo: true, metadata: `zelo:${message.id}` },
    })
    const item = echo.entry[0]!.messaging[0]!
    echo.entry[0]!.messaging[0] = { ...item, sender: item.recipient, recipient: item.sender }
    await post(echo)
    await post(social({ read: { watermark: Date.now() + 1000 } }))
    const rows = await messagesOf(aurora.id, 'messenger:%')
    expect(rows.filter(({ direction }) => direction === 'outbound')).toMatchObject([{ status: 'read' }])
  })

  test('the echo of an attempt without an answer settles it', async () => {
    answer = () => Response.json({ error: { code: 2, is_transient: true } }, { status: 500 })
    const { message } = await send('admin@aurora.test', aurora.id, 'messenger:user:8198933625848523', 'Segue')
    expect(message.status).toBe('sending')
    const echo = social({ message: { mid: 'm_late', is_echo: true, metadata: `zelo:${message.id}` } })
    await post(echo)
    const rows = await messagesOf(aurora.id, 'messenger:%')
    expect(rows.find((row) => row.provider_message_id === 'm_late')).toMatchObject({
      body: 'Segue',
      status: 'sent',
    })
  })

  test('a day later only a person answers, marked as one; a week later nobody', async () => {
    const old = (hours: number, mid: string, from: string) => {
      const body = social(say(mid, 'Ontem'), 'page', from)
      body.entry[0]!.messaging[0]!.timestamp = Date.now() - hours * 3_600_000
      return body
    }
    await post(old(30, 'm_30h', '700000000000030'))
    await post(old(200, 'm_200h', '700000000000200'))
    answer = () => Response.json({ recipient_id: '1', message_id: `m_tag_${randomUUID()}` })
    const late = await send(
      'admin@aurora.test',
      aurora.id,
      'messenger:user:700000000000030',
      'Desculpe a demora',
    )
    expect(late.message.status).toBe('sent')
    expect(asked.at(-1)?.body).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' })
    const gone = await send('admin@aurora.test', aurora.id, 'messenger:user:700000000000200', 'Oi?')
    expect(gone.code).toBe('outside_24h_window')
    const [row] = await testDatabase.asService(
      (sql) => sql<{ answer: { skipped?: string } }[]>`
        select app.create_automation_message(${aurora.id}, 'messenger:user:700000000000030', gen_random_uuid(), 'Aviso', 'auto_reply') as answer`,
    )
    expect(row?.answer.skipped).toBe('outside_24h_window')
  })

  test.each<[string, object, object]>([
    ['a button', { postback: { title: 'Agendar', payload: 'BOOK' } }, { kind: 'button', body: 'Agendar' }],
    ['a quick reply', say('q1', 'Sim', { quick_reply: { payload: 'YES' } }), { kind: 'button', body: 'Sim' }],
    [
      'a place',
      {
        message: {
          mid: 'l1',
          attachments: [{ type: 'location', payload: { coordinates: { lat: -23.5, long: -46.6 } } }],
        },
      },
      { kind: 'location' },
    ],
    [
      'a heart',
      { message: { mid: 'h1', attachments: [{ type: 'like_heart' }] } },
      { kind: 'text', body: '❤️' },
    ],
    [
      'something shared',
      {
        message: {
          mid: 's1',
          attachments: [{ type: 'ig_post', payload: { title: 'Promoção', url: 'https://x.test/p' } }],
        },
      },
      { kind: 'text', body: 'Promoção\nhttps://x.test/p' },
    ],
    [
      'what nobody knows',
      { message: { mid: 'u1', attachments: [{ type: 'hologram', payload: {} }] } },
      { kind: 'unsupported' },
    ],
    [
      'a link that was followed',
      { referral: { ref: 'qr_vitrine', source: 'SHORTLINK' } },
      { kind: 'system', body: 'qr_vitrine' },
    ],
    [
      'an answer to a story',
      say('st1', 'Lindo', { reply_to: { story: { id: '1', url: 'https://x.test/s' } } }),
      { kind: 'text', content: { quoted: { by: 'us', body: 'Story' } } },
    ],
  ])('%s', async (name, item, expected) => {
    const from = `8000${name.length}${name.charCodeAt(0)}${name.charCodeAt(2)}`
    await post(social(item, 'instagram', from))
    expect(await messagesOf(aurora.id, `instagram:user:${from}`)).toMatchObject([expected])
  })

  test('several pictures, a reaction, and what is taken back', async () => {
    const url = 'https://lookaside.fbsbx.com/x'
    const image = { type: 'image', payload: { url } }
    await post(social({ message: { mid: 'pics', attachments: [image, image] } }, 'instagram', '9001'))
    await post(social({ reaction: { mid: 'pics', action: 'react', emoji: '❤' } }, 'instagram', '9001'))
    await post(social({ message: { mid: 'pics', is_deleted: true } }, 'instagram', '9001'))
    expect(await messagesOf(aurora.id, 'instagram:user:9001')).toMatchObject([
      { deleted: true },
      { deleted: false },
    ])
  })

  test('a file is fetched from Meta alone, without the token', async () => {
    const fetchMedia = (source: string) =>
      deps.providers.instagram.fetchMedia(
        {
          message_id: '1',
          provider: 'instagram',
          provider_message_id: 'x',
          address: null,
          from_me: false,
          kind: 'image',
          media: { source },
          channel: null,
          channel_id: channels.instagram.channel_id,
          max_bytes: 100,
        },
        { access_token: 'secret' },
      )
    answer = () => new Response('bytes', { headers: { 'content-type': 'image/jpeg' } })
    expect((await fetchMedia('https://scontent.xx.fbcdn.net/a.jpg')).outcome).toBe('fetched')
    for (const source of [
      'https://evil.test/a',
      'http://scontent.xx.fbcdn.net/a',
      'https://fbcdn.net.evil.test/a',
      '/reel/1',
    ]) {
      asked = []
      expect((await fetchMedia(source)).outcome).toBe('permanent')
      expect(asked).toEqual([])
    }
  })
})
