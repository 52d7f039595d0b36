import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoEvolution, demoTwilio } from '../../../local/demo.ts'
import * as evolution from '../../../local/simulators/evolution/payloads.ts'
import { sign } from '../../../local/simulators/twilio/signature.ts'
import { formBody, inboundParams } from '../../../local/simulators/twilio/payloads.ts'
import { Desk, Patient } from './support.ts'
import { ownStack } from '../support/stack.ts'

const { functionsUrl } = ownStack()
const evolutionUrl = `${functionsUrl}/evolution-whatsapp-inbound`
const twilioUrl = `${functionsUrl}/twilio-whatsapp-inbound`
const tooLarge = 6 * 1024 * 1024 + 1

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open('evolution')
})
afterAll(() => desk.close())

/** Everything that a webhook may leave behind. */
async function footprint(): Promise<unknown> {
  const [counts] = await desk.sql`
    select (select count(*) from app.webhook_events) as events, (select count(*) from app.early_actions) as early,
      (select count(*) from public.conversation_messages) as messages,
      (select count(*) from public.conversation_threads) as threads`
  return counts
}

/** Posts to an address, expects the refusal, and that nothing was stored. */
async function refused(url: string, init: RequestInit, status: number): Promise<Record<string, unknown>> {
  const before = await footprint()
  const response = await fetch(url, { method: 'POST', ...init })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await footprint()).toEqual(before)
  return (await response.json()) as Record<string, unknown>
}

function evolutionBody(change: Partial<evolution.Envelope> = {}): string {
  const key = evolution.keys.directKey({ id: `REFUSED${Date.now()}`, phone: new Patient('evolution').phone })
  const data = evolution.data.upsert({ key, content: evolution.contents.text('Oi') })
  const context = {
    instance: demoEvolution.instance,
    apikey: demoEvolution.apiKey,
    destination: evolutionUrl,
  }
  return JSON.stringify({ ...evolution.envelope(context, 'messages.upsert', data), ...change })
}

const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('evolution', () => {
  test('a wrong key, no key and an unknown instance are refused with the same words', async () => {
    const bodies = [
      evolutionBody({ apikey: 'wrong' }),
      evolutionBody({ apikey: null }),
      evolutionBody({ instance: 'nobody' }),
    ]
    const answers: unknown[] = []
    for (const body of bodies) {
      const { request_id: _, ...answer } = await refused(evolutionUrl, { headers: json, body }, 401)
      answers.push(answer)
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  test('a wrong header secret does not help', async () => {
    const headers = { ...json, 'x-zelo-webhook-secret': 'wrong' }
    await refused(evolutionUrl, { headers, body: evolutionBody({ apikey: null }) }, 401)
  })

  test('what is not JSON is a bad request', async () => {
    await refused(evolutionUrl, { headers: json, body: '{"event": ' }, 400)
  })

  test('a body over 6 MB is too large, announced or not', async () => {
    const body = 'x'.repeat(tooLarge)
    await refused(evolutionUrl, { headers: json, body }, 413)
    const stream = new Blob([body]).stream()
    await refused(evolutionUrl, { headers: json, body: stream, duplex: 'half' } as RequestInit, 413)
  })
})

describe('twilio', () => {
  const params = (change: Record<string, string> = {}) => ({
    ...inboundParams({
      accountSid: demoTwilio.accountSid,
      from: `+${new Patient('twilio').phone}`,
      to: demoTwilio.from,
      sid: `SM${'0'.repeat(18)}${Date.now()}0`,
      body: 'Oi',
    }),
    ...change,
  })
  const signed = (fields: Record<string, string>, token: string = demoTwilio.authToken, url = twilioUrl) => ({
    headers: { ...form, 'x-twilio-signature': sign(token, url, new URLSearchParams(fields)) },
    body: formBody(fields),
  })

  test('no signature, one of another key, of another address or of other words is refused', async () => {
    const fields = params()
    await refused(twilioUrl, { headers: form, body: formBody(fields) }, 403)
    await refused(twilioUrl, signed(fields, 'wrong'), 403)
    await refused(twilioUrl, signed(fields, demoTwilio.authToken, `${twilioUrl}/status`), 403)
    await refused(twilioUrl, { ...signed(fields), body: formBody({ ...fields, Body: 'Tchau' }) }, 403)
    await refused(`${twilioUrl}/status`, signed(fields), 403)
  })

  test('an unknown account is refused', async () => {
    await refused(twilioUrl, signed(params({ AccountSid: `AC${'9'.repeat(32)}` })), 403)
  })

  test('a body over 6 MB is too large, one that is no form is refused', async () => {
    await refused(twilioUrl, { headers: form, body: `Body=${'x'.repeat(tooLarge)}` }, 413)
    await refused(twilioUrl, { headers: json, body: '{}' }, 415)
  })
})
