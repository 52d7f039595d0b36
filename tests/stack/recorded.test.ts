import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoEvolution, demoTwilio } from '../../local/demo.ts'
import { parseMetaJson } from '../../supabase/functions/_shared/providers/meta/json.ts'
import { parseMetaWebhook } from '../../supabase/functions/_shared/providers/meta/parse.ts'
import { isMetaSignature } from '../../supabase/functions/_shared/providers/meta/signature.ts'
import { sign } from '../../local/simulators/twilio/signature.ts'
import { repositoryRoot } from '../../local/config.ts'
import { isTwilioSignature } from '../../supabase/functions/_shared/providers/twilio/signature.ts'
import { control } from './messaging/support.ts'
import { openDatabase } from './support/clients.ts'
import { ownStack } from './support/stack.ts'

/**
 * Replays recorded webhooks of real systems, which are kept outside the repository, against the running stack:
 * `ZELO_FIXTURES` names their folder. They are rewritten to the demo channels; nothing else in them is touched.
 */
const folder = process.env.ZELO_FIXTURES ? resolve(repositoryRoot, process.env.ZELO_FIXTURES) : null
const reason =
  folder === null
    ? 'ZELO_FIXTURES is not set'
    : existsSync(join(folder, 'evolution'))
      ? null
      : `${folder} has no recorded payloads`
if (reason !== null) process.stderr.write(`\nRecorded payloads are NOT replayed: ${reason}.\n`)

const files = (provider: string, extension: string): string[] =>
  reason !== null || folder === null
    ? []
    : readdirSync(join(folder, provider)).filter((name) => name.endsWith(extension))
const read = (provider: string, name: string) => readFileSync(join(folder ?? '', provider, name), 'utf8')

interface StoredEvent {
  outcome: string
  reason: string | null
  event_type: string
}

let database: Sql
beforeAll(() => {
  database = openDatabase()
})
afterAll(() => database.end())

/**
 * Posts and returns the answer together with the event that it left in the database, known by its mark: on the same stack
 * the simulators may still tell of what an earlier file sent.
 */
async function replay(path: string, headers: Record<string, string>, body: string, mark: string) {
  const response = await fetch(`${ownStack().functionsUrl}${path}`, { method: 'POST', headers, body })
  const events = await database<StoredEvent[]>`
    select outcome, reason, event_type from app.webhook_events where raw->>'replay' = ${mark}`
  return { status: response.status, text: await response.text(), events }
}

/** Exactly one event, and either its effect is known or an administrator sees why there is none. */
function expectKept(events: readonly StoredEvent[]): StoredEvent | undefined {
  expect(events).toHaveLength(1)
  const [event] = events
  expect(['applied', 'ignored', 'unparsed']).toContain(event?.outcome)
  if (event?.outcome === 'unparsed') expect(event.reason).toBeTruthy()
  return event
}

describe.runIf(reason === null)('Evolution', () => {
  test.each(files('evolution', '.json'))('%s', async (name) => {
    const recorded = JSON.parse(read('evolution', name)) as Record<string, unknown>
    const mark = randomUUID()
    const own = { instance: demoEvolution.instance, apikey: demoEvolution.apiKey, replay: mark }
    const { status, events } = await replay(
      '/evolution-whatsapp-inbound',
      { 'content-type': 'application/json' },
      JSON.stringify({ ...recorded, ...own }),
      mark,
    )
    expect(status).toBe(200)
    expectKept(events)
    const ids = messageIds(recorded)
    const found = await database`
      select 1 from public.conversation_messages where provider_message_id = any(${ids}::text[])`
    expect(found.length).toBe(isPersonal(recorded) ? ids.length : 0)
  })

  test.each(files('evolution', '.json').slice(0, 1))(
    '%s as it was recorded is nobody’s here',
    async (name) => {
      const headers = { 'content-type': 'application/json' }
      const mark = randomUUID()
      const body = JSON.stringify({
        ...(JSON.parse(read('evolution', name)) as Record<string, unknown>),
        replay: mark,
      })
      const { status, events } = await replay('/evolution-whatsapp-inbound', headers, body, mark)
      expect([status, events.length]).toEqual([401, 0])
    },
  )
})

// Some recordings say that the phone is gone: whoever comes next on this stack finds it connected.
test.runIf(reason === null)('a phone that was gone is connected again', async () => {
  const states = () => database<{ state: string }[]>`
    select distinct connection_state as state from public.notification_channels where provider = 'evolution' and is_active`
  await control('POST', '/scan', {})
  await expect.poll(async () => (await states()).map(({ state }) => state)).toEqual(['open'])
})

describe.runIf(reason === null)('Twilio', () => {
  test.each(files('twilio', '.txt'))('%s', async (name) => {
    const params = new URLSearchParams(read('twilio', name))
    const isStatus = params.has('MessageStatus')
    const mark = randomUUID()
    params.set('replay', mark)
    params.set('AccountSid', demoTwilio.accountSid)
    if (params.has(isStatus ? 'From' : 'To')) params.set(isStatus ? 'From' : 'To', demoTwilio.from)
    // Several recordings share one made-up id.
    for (const id of ['MessageSid', 'SmsSid', 'SmsMessageSid']) {
      if (params.has(id)) params.set(id, `${params.get(id)}${name.slice(0, 2)}`)
    }
    const path = `/twilio-whatsapp-inbound${isStatus ? '/status' : ''}`
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(demoTwilio.authToken, `${ownStack().functionsUrl}${path}`, params),
    }
    const { status, text, events } = await replay(path, headers, params.toString(), mark)
    expect(status).toBe(isStatus ? 204 : 200)
    if (!isStatus) expect(text).toContain('<Response></Response>')
    const event = expectKept(events)
    const id = params.get('MessageSid') ?? ''
    const found = await database`
      select 1 from public.conversation_messages where provider_message_id = ${id}`
    expect(found.length).toBe(!isStatus && event?.outcome === 'applied' ? 1 : 0)
  })

  test.each(files('twilio', 'vectors_for_form_fixtures.json'))('%s', (name) => {
    interface Vector {
      authToken: string
      url: string
      bodyFile: string
      signature: string
    }
    const vectors = (JSON.parse(read('twilio', name)) as Vector[]).filter(({ bodyFile }) =>
      existsSync(join(folder ?? '', 'twilio', bodyFile)),
    )
    expect(vectors.length).toBeGreaterThan(0)
    for (const { authToken, url, bodyFile, signature } of vectors) {
      const params = new URLSearchParams(read('twilio', bodyFile))
      expect(isTwilioSignature(signature, authToken, url, params)).toBe(true)
      expect(isTwilioSignature(signature, `${authToken}0`, url, params)).toBe(false)
    }
  })
})

/** Bodies of Meta are understood as they were recorded: every entry gives events, and what gives none says why. */
describe.runIf(reason === null)('Meta', () => {
  const bodies = ['whatsapp-cloud', 'meta'].flatMap((folder) =>
    files(folder, '.json').map((name) => [folder, name]),
  )
  const empty = /dashboard_test_changes|entry_without_messaging|empty_entry|other_object/

  test.each(bodies)('%s/%s', (provider = '', name = '') => {
    const body = parseMetaJson(read(provider, name)) as { object?: string }
    if (body.object === undefined) return
    const events = parseMetaWebhook(body, new Date())
    expect(events.length > 0).toBe(!empty.test(name))
    const keys = events.map(({ event_key }) => event_key)
    if (!name.includes('same_mid')) expect(new Set(keys).size).toBe(keys.length)
    for (const { actions, unparsed, event_type } of events) {
      const isPlain = /\.(event|comments|edit|smb_app_state_sync|template_category_update)$/.test(event_type)
      expect(actions.length > 0 || unparsed !== null || isPlain).toBe(true)
    }
  })

  test.each([
    ...files('meta', 'signature_vectors.json').map((name) => ['meta', name]),
    ...files('whatsapp-cloud', 'signature_vectors.json').map((name) => ['whatsapp-cloud', name]),
  ])('%s/%s', (provider = '', name = '') => {
    interface Vector {
      app_secret: string
      app_secret_previous?: string
      body_file?: string
      body_utf8?: string
      x_hub_signature_256: string | null
      valid: boolean
    }
    for (const vector of JSON.parse(read(provider, name)) as Vector[]) {
      const body = new TextEncoder().encode(vector.body_utf8 ?? read(provider, vector.body_file ?? ''))
      const secrets = [vector.app_secret, vector.app_secret_previous ?? '']
      expect(isMetaSignature(vector.x_hub_signature_256, secrets, body)).toBe(vector.valid)
    }
  })
})

/** Messages of an upsert that a person would see: not reactions, and not content without an address. */
function messageIds(webhook: Record<string, unknown>): string[] {
  if (webhook.event !== 'messages.upsert') return []
  const data = webhook.data as Record<string, unknown>
  const items = Array.isArray(data) ? data : Array.isArray(data.messages) ? data.messages : [data]
  return (items as { key: { id: string }; message: object }[])
    .filter(({ message }) => !('reactionMessage' in message))
    .map(({ key }) => key.id)
}

/** Groups are ignored by default, and other gateways' own channels have no WhatsApp address. */
function isPersonal(webhook: Record<string, unknown>): boolean {
  return !/"remoteJid":"[^"]*(@g\.us|app:)/.test(JSON.stringify(webhook.data))
}
