import { beforeEach, describe, expect, test } from 'vitest'
import { networkErrors } from '../../supabase/functions/_shared/platform/testing.ts'
import { createHandler as createSend } from '../../supabase/functions/send-whatsapp-message/handler.ts'
import { createHandler } from '../../supabase/functions/sync-whatsapp-templates/handler.ts'
import { horizonte } from '../db/support/cast.ts'
import { externalId } from '../db/support/templates.ts'
import { command, connectChannels, createFunctions, twilio } from './support/functions.ts'

interface Asked {
  url: URL
  authorization: string | null
  form: URLSearchParams
}

/** Twilio, played: its pages of templates, what it answers to a message, and what it was asked. */
let pages: (() => Response | Error)[] = []
let asked: Asked[] = []

const functions = await createFunctions((url, init) => {
  const authorization = new Headers(init.headers).get('authorization')
  asked.push({ url: new URL(url), authorization, form: new URLSearchParams(String(init.body ?? '')) })
  if (init.method === 'POST') return Promise.resolve(Response.json({ sid: 'SM1' }, { status: 201 }))
  const answer =
    pages[Number(new URL(url).searchParams.get('Page') ?? 0)]?.() ?? new Response('', { status: 404 })
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
})
const channels = await connectChannels(functions)
const { deps, testDatabase } = functions
const handler = createHandler(deps)
const send = createSend(deps)

const content = (n: number, name: string, status = 'approved') => ({
  sid: externalId(n),
  friendly_name: name,
  language: 'pt_BR',
  variables: { '1': 'Ana' },
  types: { 'twilio/text': { body: `Olá, {{1}}! ${name}` } },
  approval_requests: { category: 'UTILITY', content_type: 'twilio/text', status },
})

/** A page as Twilio answers it; its next page is at an address that nobody may call with our credentials. */
const page = (contents: object[], next?: string) => () =>
  Response.json({
    contents,
    meta: { next_page_url: next ? `https://elsewhere.test/v1/ContentAndApprovals?${next}` : null },
  })

beforeEach(async () => {
  pages = [page([content(1, 'lembrete')])]
  asked = []
  await testDatabase.asPostgres(async (sql) => {
    await sql`delete from public.message_templates where true`
    await sql`update public.twilio_accounts set templates_synced_at = null where true`
  })
})

async function sync(
  email: Parameters<typeof command>[1] = 'recepcao@horizonte.test',
  tenant: string = horizonte.id,
) {
  const response = await handler(await command('sync-whatsapp-templates', email, { tenant_id: tenant }))
  const body = (await response.json()) as {
    templates: Record<string, unknown>[]
    synced_at: string
    code: string
  }
  return { status: response.status, body }
}

const stored = () =>
  testDatabase.asPostgres(
    (sql) => sql`select external_id, synced_at from public.message_templates order by 1`,
  )

describe('looking up', () => {
  test('goes through every page, at the one address, and answers with what the list shows', async () => {
    pages = [
      page([content(3, 'pesquisa', 'pending')], 'PageSize=100&Page=1&PageToken=DN3'),
      page([content(2, 'retorno'), content(1, 'lembrete')]),
    ]
    const { status, body } = await sync()
    expect(status).toBe(200)
    expect(body.templates.map(({ name, status: state }) => [name, state])).toEqual([
      ['lembrete', 'approved'],
      ['retorno', 'approved'],
      ['pesquisa', 'pending'],
    ])
    expect(body.templates[0]).toMatchObject({
      tenant_id: horizonte.id,
      channel_id: channels.twilio,
      external_id: externalId(1),
      category: 'utility',
      body: 'Olá, {{1}}! lembrete',
      variables: [{ key: '1', example: 'Ana' }],
      synced_at: body.synced_at,
    })
    const [row] = await testDatabase.asUser(
      'recepcao@horizonte.test',
      (sql) => sql`select array_agg(id) as ids from public.list_message_templates(${horizonte.id})`,
    )
    expect(body.templates.map(({ id }) => id)).toEqual(row?.ids)
    expect(asked.map(({ url }) => url.host)).toEqual(['content.twilio.test', 'content.twilio.test'])
    expect(asked.map(({ url }) => url.searchParams.get('PageToken'))).toEqual([null, 'DN3'])
    expect(asked[0]?.authorization).toBe(`Basic ${btoa(`${twilio.accountSid}:${twilio.authToken}`)}`)
  })

  test('once more within a moment is not asked, and answers the same', async () => {
    const first = await sync()
    expect(await sync('terapeuta@horizonte.test')).toEqual(first)
    expect(asked).toHaveLength(1)
  })

  test('takes away what is gone', async () => {
    await sync()
    await testDatabase.asPostgres(
      (sql) =>
        sql`update public.twilio_accounts set templates_synced_at = now() - interval '1 minute' where true`,
    )
    pages = [page([])]
    expect((await sync()).body.templates).toEqual([])
    expect(await stored()).toEqual([])
  })

  test('ends with a list that has no end', async () => {
    pages = Array.from({ length: 30 }, () => page([content(1, 'lembrete')], 'Page=1'))
    expect((await sync()).status).toBe(200)
    expect(asked).toHaveLength(20)
  })
})

describe('refused, and nothing changed', () => {
  test.each([
    [
      'a token that is no longer valid',
      () => Response.json({ code: 20003 }, { status: 401 }),
      422,
      'invalid_credentials',
    ],
    ['Twilio in trouble', () => new Response('', { status: 503 }), 502, 'provider_error'],
    ['too many questions', () => new Response('', { status: 429 }), 502, 'provider_error'],
    ['Twilio out of reach', () => networkErrors.refusedByNode, 502, 'provider_error'],
    ['no answer in time', () => networkErrors.late, 502, 'provider_error'],
  ] as const)('%s, on the second page', async (_name, answer, status, code) => {
    await sync()
    await testDatabase.asPostgres(
      (sql) =>
        sql`update public.twilio_accounts set templates_synced_at = now() - interval '1 minute' where true`,
    )
    const before = await stored()
    pages = [page([content(2, 'retorno')], 'Page=1'), answer]
    const refused = await sync()
    expect([refused.status, refused.body.code]).toEqual([status, code])
    expect(await stored()).toEqual(before)
  })

  test.each([
    ['nobody signed in', null, horizonte.id, 401, 'sign_in_required'],
    ['somebody of another clinic', 'recepcao@aurora.test', horizonte.id, 403, 'not_a_member'],
    ['a clinic with a linked phone', 'admin@aurora.test', undefined, 409, 'no_template_channel'],
    ['no clinic', 'recepcao@horizonte.test', 'x', 400, 'invalid_request'],
  ] as const)('%s, before Twilio is asked', async (_name, email, tenant, status, code) => {
    const refused = await sync(email, tenant ?? '00000000-0000-4000-8000-00000000a000')
    expect([refused.status, refused.body.code, asked]).toEqual([status, code, []])
  })
})

describe('sending one', () => {
  const phone = '+5511987654399'

  async function sendTemplate(more: Record<string, unknown> = {}) {
    const [thread] = await testDatabase.asUser(
      'recepcao@horizonte.test',
      (sql) => sql`select thread_key from public.start_conversation(${horizonte.id}, ${phone}, null)`,
    )
    const { body } = await sync()
    asked = []
    const response = await send(
      await command('send-whatsapp-message', 'recepcao@horizonte.test', {
        tenant_id: horizonte.id,
        thread_key: thread?.thread_key,
        client_id: crypto.randomUUID(),
        template: { id: body.templates[0]?.id, variables: { '1': 'Bia' } },
        ...more,
      }),
    )
    return {
      status: response.status,
      body: (await response.json()) as { message: Record<string, unknown>; code: string },
    }
  }

  test('names it to Twilio with its values, to somebody who never wrote', async () => {
    const { status, body } = await sendTemplate()
    expect([status, body.message.status, body.message.body]).toEqual([200, 'sent', 'Olá, Bia! lembrete'])
    expect(Object.fromEntries(asked[0]?.form ?? [])).toMatchObject({
      To: `whatsapp:${phone}`,
      From: `whatsapp:${twilio.phone}`,
      ContentSid: externalId(1),
      ContentVariables: '{"1":"Bia"}',
    })
    expect(asked[0]?.form.has('Body')).toBe(false)
  })

  test.each([
    ['a text beside it', { body: 'Olá' }, 400, 'invalid_request'],
    ['neither', { template: undefined }, 400, 'invalid_request'],
    [
      'a value that is no text',
      { template: { id: crypto.randomUUID(), variables: { 1: 2 } } },
      400,
      'invalid_request',
    ],
    ['one that nobody knows', { template: { id: crypto.randomUUID() } }, 404, 'template_not_found'],
    ['a text in its place', { template: undefined, body: 'Olá' }, 409, 'outside_24h_window'],
  ] as const)('is refused with %s', async (_name, more, status, code) => {
    const refused = await sendTemplate(more)
    expect([refused.status, refused.body.code, asked]).toEqual([status, code, []])
  })
})
