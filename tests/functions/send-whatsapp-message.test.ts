import { beforeEach, describe, expect, test } from 'vitest'
import { contents, data, envelope, keys } from '../../local/simulators/evolution/payloads.ts'
import { networkErrors } from '../../supabase/functions/_shared/platform/testing.ts'
import { createHandler as createInbound } from '../../supabase/functions/evolution-whatsapp-inbound/handler.ts'
import { createHandler as createProcessJobs } from '../../supabase/functions/process-jobs/handler.ts'
import { createHandler } from '../../supabase/functions/send-whatsapp-message/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { command, connectChannels, createFunctions, evolutionKey, secretKey } from './support/functions.ts'

/** Evolution, played: what the next calls answer, and what was asked. */
let answers: Record<string, (Response | Error)[]> = {}
let asked: string[] = []

const functions = await createFunctions((url) => {
  // the inbound function wakes the worker, which these tests run by themselves
  if (url.endsWith('/process-jobs')) return Promise.resolve(Response.json({}))
  const route = url.split('/').at(-2) ?? ''
  asked.push(route)
  const answer = answers[route]?.shift() ?? sent(crypto.randomUUID())
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
})
await connectChannels(functions)
const { deps, testDatabase } = functions
const handler = createHandler(deps)
const inbound = createInbound(deps)
const processJobs = createProcessJobs(deps)

const phone = '5511987654321'
const threadKey = await receive('Olá')

beforeEach(() => {
  answers = {}
  asked = []
})

function sent(id: string): Response {
  return Response.json({ key: { id, fromMe: true, remoteJid: `${phone}@s.whatsapp.net` } }, { status: 201 })
}

async function receive(text: string): Promise<string> {
  const key = keys.directKey({ id: crypto.randomUUID(), phone })
  const body = envelope(
    { instance: 'aurora', apikey: evolutionKey, destination: 'x' },
    'messages.upsert',
    data.upsert({ key, content: contents.text(text) }),
  )
  await inbound(
    new Request('https://x/evolution-whatsapp-inbound', { method: 'POST', body: JSON.stringify(body) }),
  )
  const [row] = await testDatabase.asPostgres(
    (sql) => sql`select thread_key from public.conversation_threads where tenant_id = ${aurora.id}`,
  )
  return String(row?.thread_key)
}

async function send(
  more: Record<string, unknown> = {},
  email: Parameters<typeof command>[1] = 'recepcao@aurora.test',
) {
  const body = {
    tenant_id: aurora.id,
    thread_key: threadKey,
    client_id: crypto.randomUUID(),
    body: 'Bom dia',
    ...more,
  }
  const response = await handler(await command('send-whatsapp-message', email, body))
  return {
    status: response.status,
    body: (await response.json()) as { message: Record<string, unknown>; duplicate: boolean; code: string },
  }
}

/** Lets every job be due now and runs the worker once. */
async function work() {
  await testDatabase.asPostgres(
    (sql) =>
      sql`update app.jobs set run_at = now() - interval '1 second', leased_until = null where finished_at is null`,
  )
  const response = await processJobs(
    new Request('https://x/process-jobs', {
      method: 'POST',
      headers: { apikey: secretKey, 'content-type': 'application/json' },
      body: '{}',
    }),
  )
  return (await response.json()) as Record<string, number>
}

const statusOf = async (id: unknown) => {
  const [row] = await testDatabase.asPostgres(
    (sql) =>
      sql`select status, error_code, provider_message_id from public.conversation_messages where id = ${String(id)}`,
  )
  return row
}

describe('sending', () => {
  test('reaches the provider and answers with the message', async () => {
    answers = { sendText: [sent('3EB0A')] }
    const { status, body } = await send()
    expect([status, body.message.status, body.message.provider_message_id]).toEqual([200, 'sent', '3EB0A'])
  })

  test('the same client id is sent once', async () => {
    const client_id = crypto.randomUUID()
    await send({ client_id })
    const again = await send({ client_id })
    expect([again.status, again.body.duplicate, asked]).toEqual([200, true, ['sendText']])
  })

  test('a busy provider gets it later', async () => {
    answers = { sendText: [new Response('', { status: 429 })] }
    const { status, body } = await send()
    expect([status, body.message.status]).toEqual([202, 'queued'])
    // what the tests before left to be tried later may be due by now
    expect((await work()).finished).toBeGreaterThan(0)
    expect(await statusOf(body.message.id)).toMatchObject({ status: 'sent' })
  })

  test('a refusal tells why', async () => {
    answers = { sendText: [Response.json({ response: { message: [{ exists: false }] } }, { status: 400 })] }
    const { status, body } = await send()
    expect([status, body.message.status, body.message.error_code]).toEqual([
      200,
      'failed',
      'number_not_on_whatsapp',
    ])
  })
})

describe('a lost answer', () => {
  const found = (...ids: string[]) =>
    Response.json({
      messages: {
        records: ids.map((id) => ({
          key: { id, fromMe: true, remoteJid: `${phone}@s.whatsapp.net` },
          message: { conversation: 'Bom dia' },
          messageTimestamp: Math.floor(Date.now() / 1000),
        })),
      },
    })

  test('is looked up, and what arrived is not sent again', async () => {
    answers = { sendText: [networkErrors.reset], findMessages: [found('3EB0LOST')] }
    const { status, body } = await send()
    expect([status, body.message.status]).toEqual([202, 'sending'])
    await work()
    expect(asked).toEqual(['sendText', 'findMessages'])
    expect(await statusOf(body.message.id)).toMatchObject({ status: 'sent', provider_message_id: '3EB0LOST' })
  })

  test('what did not arrive is sent again', async () => {
    answers = { sendText: [networkErrors.late, sent('3EB0AGAIN')], findMessages: [found()] }
    const { body } = await send()
    await work()
    expect(asked).toEqual(['sendText', 'findMessages', 'sendText'])
    expect(await statusOf(body.message.id)).toMatchObject({
      status: 'sent',
      provider_message_id: '3EB0AGAIN',
    })
  })

  test('an earlier message with the same words is not taken for it', async () => {
    answers = { sendText: [sent('3EB0TWIN')] }
    const first = await send()
    answers = { sendText: [networkErrors.reset, sent('3EB0OWN')], findMessages: [found('3EB0TWIN')] }
    const second = await send()
    await work()
    expect(await statusOf(first.body.message.id)).toMatchObject({ provider_message_id: '3EB0TWIN' })
    expect(await statusOf(second.body.message.id)).toMatchObject({ provider_message_id: '3EB0OWN' })
  })
})

describe('refused', () => {
  test.each([
    ['nobody signed in', {}, null, 401, 'sign_in_required'],
    ['somebody of another clinic', {}, 'admin@horizonte.test', 403, 'not_a_member'],
    [
      'an unknown conversation',
      { thread_key: 'whatsapp:+5500000000' },
      'recepcao@aurora.test',
      404,
      'conversation_not_found',
    ],
    ['an empty text', { body: '  ' }, 'recepcao@aurora.test', 400, 'empty_body'],
    ['a text beyond the limit', { body: 'a'.repeat(4097) }, 'recepcao@aurora.test', 400, 'body_too_long'],
    ['a missing field', { client_id: 'x' }, 'recepcao@aurora.test', 400, 'invalid_request'],
  ] as const)('%s', async (_name, more, email, status, code) => {
    const refused = await send(more, email)
    expect([refused.status, refused.body.code, asked]).toEqual([status, code, []])
  })

  test('a text beyond the limit, which it names', async () => {
    const { body } = await send({ body: 'a'.repeat(4097) })
    expect(body).toMatchObject({ code: 'body_too_long', detail: '4096' })
  })

  test('after an opt-out, which is acknowledged once', async () => {
    await receive('SAIR')
    expect(await work()).toMatchObject({ claimed: 1, finished: 1 })
    expect(asked).toEqual(['sendText'])
    // a colleague may still answer
    expect((await send()).status).toBe(200)
  })
})

test('the worker answers to the secret key only', async () => {
  const response = await processJobs(
    new Request('https://x/process-jobs', { method: 'POST', headers: { apikey: 'guess' } }),
  )
  expect(response.status).toBe(401)
})

describe('a message that waits', () => {
  test('is sent after the one before it, by the same call', async () => {
    answers.sendText = [Response.json({ message: 'busy' }, { status: 503 })]
    const first = await send({ body: 'A' })
    expect(first.body.message).toMatchObject({ status: 'queued' })
    const second = await send({ body: 'B' })
    expect(second).toMatchObject({
      status: 202,
      body: { message: { status: 'queued', next_attempt_at: null } },
    })
    expect(asked.filter((route) => route === 'sendText')).toHaveLength(1)

    await work()
    await expect
      .poll(async () => {
        const rows = await testDatabase.asPostgres(
          (sql) =>
            sql`select body, status from public.conversation_messages where body in ('A', 'B') order by occurred_at`,
        )
        return rows.map(({ body, status }) => `${body} ${status}`)
      })
      .toEqual(['A sent', 'B sent'])
  })

  test('is tried at once when the person does not want to wait', async () => {
    answers.sendText = [Response.json({ message: 'busy' }, { status: 503 })]
    const { body } = await send({ body: 'C' })
    const now = await handler(
      await command('send-whatsapp-message', 'recepcao@aurora.test', {
        send: 'now',
        tenant_id: aurora.id,
        message_id: body.message.id,
      }),
    )
    expect(now.status).toBe(200)
    expect(await now.json()).toMatchObject({ message: { id: body.message.id, status: 'sent' } })
  })
})
