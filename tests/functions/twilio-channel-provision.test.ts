import { beforeEach, describe, expect, test } from 'vitest'
import { createHandler as createDeactivate } from '../../supabase/functions/deactivate-notification-channel/handler.ts'
import { createHandler } from '../../supabase/functions/twilio-channel-provision/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { command, createFunctions, publicUrl, tokenOf } from './support/functions.ts'

let answers: Record<string, () => Response> = {}
let calls: string[] = []

const functions = await createFunctions((url) => {
  calls.push(url)
  const route = Object.entries(answers).find(([part]) => url.includes(part))
  return Promise.resolve(route?.[1]() ?? Response.json({ code: 20404 }, { status: 404 }))
})
const { deps, testDatabase } = functions
const handler = createHandler(deps)
const deactivate = createDeactivate(deps)
const accountSid = `AC${'c'.repeat(32)}`
const phone = '+5511940001111'

beforeEach(() => {
  calls = []
  answers = {
    [`${accountSid}.json`]: () => Response.json({ sid: accountSid, status: 'active' }),
    IncomingPhoneNumbers: () => Response.json({ incoming_phone_numbers: [{ phone_number: phone }] }),
  }
})

async function provision(
  more: Record<string, unknown> = {},
  email: Parameters<typeof command>[1] = 'admin@aurora.test',
) {
  const typed = { account_sid: accountSid, auth_token: 'a-live-token', sender_phone: `whatsapp:${phone}` }
  const response = await handler(
    await command('twilio-channel-provision', email, { tenant_id: aurora.id, ...typed, ...more }),
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const channels = () =>
  testDatabase.asPostgres(
    (sql) => sql<
      { provider: string; is_active: boolean }[]
    >`select provider, is_active from public.notification_channels
      where tenant_id = ${aurora.id} order by provider`,
  )

describe('connecting', () => {
  test('tries the credentials, stores them sealed and becomes the only active channel', async () => {
    const { status, body } = await provision()
    expect(status).toBe(200)
    expect(body).toMatchObject({
      state: 'connecting',
      webhook_url: `${publicUrl}/twilio-whatsapp-inbound#rc=5&rp=all`,
    })
    expect(await channels()).toEqual([
      { provider: 'evolution', is_active: false },
      { provider: 'twilio', is_active: true },
    ])
    const rows = await testDatabase.asPostgres(
      (sql) => sql`select credentials::text as text from app_private.channel_credentials`,
    )
    expect(rows.some(({ text }) => String(text).includes('a-live-token'))).toBe(false)
    expect(await deps.twilioDirectory.signers(accountSid)).toMatchObject([
      { authToken: 'a-live-token', senderPhone: phone },
    ])
  })

  test('is audited under the person and the request', async () => {
    const asked = await command('twilio-channel-provision', 'admin@aurora.test', {
      tenant_id: aurora.id,
      account_sid: accountSid,
      auth_token: 'a-live-token',
      sender_phone: '+14155238886',
    })
    const request = new Request(asked, {
      headers: { ...Object.fromEntries(asked.headers), 'x-request-id': 'req-of-the-test' },
    })
    expect((await handler(request)).status).toBe(200)
    const rows = await testDatabase.asPostgres(
      (sql) => sql`select actor_name, action from public.audit_logs where request_id = 'req-of-the-test'`,
    )
    expect(rows).toContainEqual({
      actor_name: 'Ana Admin',
      action: expect.stringMatching(/^channel\./) as string,
    })
  })

  test('the trial number needs no list', async () => {
    expect((await provision({ sender_phone: '+14155238886' })).status).toBe(200)
    expect(calls).toHaveLength(1)
  })

  test('a sender that Twilio does not host is found among the WhatsApp senders', async () => {
    answers.Senders = () => Response.json({ senders: [{ sender_id: `whatsapp:${phone}` }] })
    answers.IncomingPhoneNumbers = () => Response.json({ incoming_phone_numbers: [] })
    expect((await provision()).status).toBe(200)
  })

  test('is ended by deactivation, which may be repeated', async () => {
    const { body } = await provision()
    for (let turn = 0; turn < 2; turn += 1) {
      const request = await command('deactivate-notification-channel', 'admin@aurora.test', {
        tenant_id: aurora.id,
        channel_id: body.channel_id,
      })
      expect(await (await deactivate(request)).json()).toEqual({
        channel_id: body.channel_id,
        is_active: false,
      })
    }
    expect((await channels()).some(({ is_active }) => is_active)).toBe(false)
  })
})

describe('the addresses to paste', () => {
  const ask = async (token: string | null) =>
    handler(
      new Request('https://edge.internal/twilio-channel-provision', {
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
      }),
    )

  test('are those over which signatures are checked, whenever somebody signed in asks', async () => {
    const answer = await ask(await tokenOf('admin@aurora.test'))
    expect(await answer.json()).toEqual({
      webhook_url: `${publicUrl}/twilio-whatsapp-inbound#rc=5&rp=all`,
      status_callback_url: `${publicUrl}/twilio-whatsapp-inbound/status#rc=5&rp=all`,
    })
  })

  test('are told to nobody else', async () => {
    expect((await ask(null)).status).toBe(401)
  })
})

describe('refused, and nothing changed', () => {
  test.each([
    [
      'a wrong token',
      {},
      { [`${accountSid}.json`]: () => Response.json({ code: 20003 }, { status: 401 }) },
      422,
      'invalid_credentials',
    ],
    [
      'a closed account',
      {},
      { [`${accountSid}.json`]: () => Response.json({ status: 'closed' }) },
      422,
      'invalid_credentials',
    ],
    ['somebody else’s number', { sender_phone: '+5511940002222' }, {}, 422, 'unknown_sender'],
    [
      'Twilio in trouble',
      {},
      { [`${accountSid}.json`]: () => new Response('', { status: 503 }) },
      502,
      'provider_error',
    ],
    ['no account id', { account_sid: 'XX' }, {}, 400, 'invalid_request'],
  ] as const)('%s', async (_name, more, changed, status, code) => {
    const before = await channels()
    answers = { ...answers, ...(changed as Record<string, () => Response>) }
    const refused = await provision(more)
    expect([refused.status, refused.body.code]).toEqual([status, code])
    expect(await channels()).toEqual(before)
  })

  test.each([
    [null, 401],
    ['recepcao@aurora.test', 403],
    ['admin@horizonte.test', 403],
  ] as const)('%s, before Twilio is asked', async (email, status) => {
    expect((await provision({}, email)).status).toBe(status)
    expect(calls).toEqual([])
  })
})
