import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryRoot } from '../../local/config.ts'
import { parseMetaJson } from '../../supabase/functions/_shared/providers/meta/json.ts'
import { metaSignature } from '../../supabase/functions/_shared/providers/meta/signature.ts'
import { createHandler } from '../../supabase/functions/meta-webhook/handler.ts'
import { connectMeta, createFunctions, meta, metaIds } from './support/functions.ts'

/**
 * Posts the recorded webhooks of `ZELO_FIXTURES` (folders `meta` and `whatsapp-cloud`), rewritten to the accounts of the
 * tests: whether each comes once in order, or twice and the last one first, the same rows stand at the end.
 */
const folder = process.env.ZELO_FIXTURES ? resolve(repositoryRoot, process.env.ZELO_FIXTURES) : null
const bodies = ['whatsapp-cloud', 'meta'].flatMap((provider) => {
  const path = folder === null ? '' : join(folder, provider)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name: `${provider}/${name}`, text: readFileSync(join(path, name), 'utf8') }))
    .filter(({ text }) => isWebhook(parseMetaJson(text)))
    .map(({ name, text }) => ({ name, text: toOurAccounts(text) }))
})
if (bodies.length === 0)
  process.stderr.write('\nRecorded webhooks of Meta are NOT posted: ZELO_FIXTURES names none.\n')

function isWebhook(body: unknown): body is { object: string; entry?: { id?: unknown }[] } {
  return typeof body === 'object' && body !== null && 'object' in body
}

/** Ids are replaced in the text: re-writing the JSON would change how numbers and letters are written. */
function toOurAccounts(text: string): string {
  const body = parseMetaJson(text)
  if (!isWebhook(body)) return text
  const account = body.object === 'instagram' ? metaIds.instagram : metaIds.page
  const ids = (body.entry ?? []).flatMap(({ id }) =>
    (typeof id === 'string' || typeof id === 'number') && String(id) !== '0' ? [String(id)] : [],
  )
  if (body.object !== 'whatsapp_business_account') {
    return ids.reduce((rest, id) => rest.replaceAll(id, account), text)
  }
  return ids
    .reduce((rest, id) => rest.replaceAll(`"${id}"`, `"${metaIds.waba}"`), text)
    .replace(/("phone_number_id"\s*:\s*)"[^"]*"/g, `$1"${metaIds.number}"`)
    .replace(/("display_phone_number"\s*:\s*)"[^"]*"/g, `$1"${metaIds.phone.replace(/\D/g, '')}"`)
}

const newest = async () => {
  const functions = await createFunctions(() => Promise.resolve(Response.json({})))
  await connectMeta(functions)
  const handler = createHandler(functions.deps)
  return {
    async post(text: string) {
      const body = new TextEncoder().encode(text)
      const headers = { 'x-hub-signature-256': metaSignature(meta.appSecret, body) }
      const response = await handler(new Request('https://x/meta-webhook', { method: 'POST', headers, body }))
      expect(response.status).toBe(200)
    },
    /** What people see, without the ids and moments of the database itself. */
    rows: () =>
      functions.testDatabase.asPostgres(async (sql) => ({
        messages: await sql`
          select m.provider, m.provider_message_id, m.direction, m.origin, m.kind, m.body, m.content, m.media - 'state' as media, m.reactions,
            m.reply_to_provider_id, m.author_name, m.status, m.error_code, m.occurred_at, m.deleted_at is not null as deleted,
            m.edited_at is not null as edited, t.thread_key
          from public.conversation_messages m join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
          order by m.provider, m.occurred_at, m.provider_message_id`,
        threads: await sql`
          select t.thread_key, t.channel, t.phone, t.is_group, t.opted_out, t.status,
            -- where an answer and what it answers bear one moment, nobody knows what was read
            case when not exists (
              select from public.conversation_messages a join public.conversation_messages b
                on b.tenant_id = a.tenant_id and b.thread_id = a.thread_id and b.occurred_at = a.occurred_at and b.direction <> a.direction
              where a.tenant_id = t.tenant_id and a.thread_id = t.id) then t.unread_count end as unread_count, t.last_message_at, t.last_message_preview,
            t.last_message_kind, t.last_message_direction, t.last_message_status, t.last_inbound_at, t.contact_name
          from public.conversation_threads t order by t.channel, t.thread_key`,
        events:
          await sql`select provider, event_key, event_type, outcome from app.webhook_events order by 1, 2`,
      })),
  }
}

describe.runIf(bodies.length > 0)('recorded webhooks of Meta', () => {
  test('leave the same rows, once in order, twice, and twice from the last to the first', async () => {
    const [once, twice, reversed] = [await newest(), await newest(), await newest()]
    for (const { text } of bodies) await once.post(text)
    for (const { text } of bodies) {
      await twice.post(text)
      await twice.post(text)
    }
    for (const { text } of bodies.toReversed()) {
      await reversed.post(text)
      await reversed.post(text)
    }
    const expected = await once.rows()
    expect(await twice.rows()).toEqual(expected)
    expect(await reversed.rows()).toEqual(expected)
    expect(expected.messages.length).toBeGreaterThan(40)
  }, 180_000)
})
