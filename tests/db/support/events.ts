import type { JSONValue } from 'postgres'
import { aurora, evolutionInstances, horizonte } from './cast.ts'
import type { Session } from './database.ts'

type Json = { [key: string]: JSONValue | undefined }

export interface Address {
  phone?: string | null
  lid?: string | null
  group?: string | null
  raw?: string | null
}

export interface MessageAction {
  provider_message_id: string
  from_me?: boolean
  sent_via_api?: boolean
  address?: Address
  contact_name?: string | null
  author_name?: string | null
  kind?: string
  body?: string | null
  content?: Json
  media?: Json | null
  reply_to_provider_id?: string | null
  occurred_at?: string
  status?: string
}

export type Action = { type: string } & Json

export interface Event {
  provider: string
  auth: Json
  event_key: string
  event_type: string
  raw: Json
  actions: Action[]
  unparsed: string | null
}

export interface IngestResult {
  outcome: 'applied' | 'duplicate' | 'ignored' | 'unparsed' | 'unauthorized' | 'error'
  tenant_id?: string
  channel_id?: string
  error?: string
}

/** The patient of most tests, and a second one. */
export const mariana = '+5511987650001'
export const joao = '+5521976540002'

/** A moment of the test morning, `minutes` after nine. */
export function at(minutes: number, seconds = 0): string {
  return new Date(Date.UTC(2026, 10, 20, 9, minutes, seconds)).toISOString()
}

/** A message as the edge functions hand it over: from the patient unless told otherwise. */
export function message(options: MessageAction): Action {
  const fromMe = options.from_me ?? false
  return {
    type: 'message',
    from_me: fromMe,
    sent_via_api: false,
    kind: 'text',
    body: 'Oi',
    content: {},
    media: null,
    reply_to_provider_id: null,
    contact_name: 'Mariana Lopes',
    author_name: null,
    occurred_at: at(0),
    status: fromMe ? 'sent' : 'received',
    ...options,
    address: address(options.address ?? { phone: mariana }),
  }
}

/** An address with every field; the raw form is what a provider would use to reply. */
export function address({ phone = null, lid = null, group = null, raw }: Address): Json {
  const jid = group ?? (phone ? `${phone.slice(1)}@s.whatsapp.net` : `${lid}@lid`)
  return { phone, lid, group, raw: raw === undefined ? jid : raw }
}

export const status = (id: string, state: string, more: Json = {}): Action => ({
  type: 'status',
  provider_message_id: id,
  message_id: null,
  status: state,
  error_code: null,
  error_detail: null,
  at: at(30),
  ...more,
})

export const edit = (id: string, body: string, when = at(31)): Action => ({
  type: 'edit',
  target_provider_id: id,
  body,
  at: when,
})

export const deletion = (id: string, when = at(32)): Action => ({
  type: 'delete',
  target_provider_id: id,
  at: when,
})

export const reaction = (
  id: string,
  emoji: string,
  by: 'contact' | 'us' = 'contact',
  when = at(33),
): Action => ({
  type: 'reaction',
  target_provider_id: id,
  by,
  emoji,
  at: when,
})

let sequence = 0

/** An event of the Evolution instance of a clinic, authentic unless told otherwise. */
export function evolutionEvent(
  actions: Action[],
  options: { clinic?: 'aurora' | 'horizonte'; key?: string; auth?: Json; unparsed?: string; raw?: Json } = {},
): Event {
  const instance = evolutionInstances[options.clinic ?? 'aurora']
  return {
    provider: 'evolution',
    auth: options.auth ?? {
      external_id: instance.externalId,
      api_key_sha256: instance.apiKeyHash,
      secret_sha256: null,
    },
    event_key: options.key ?? `event:${(sequence += 1)}`,
    event_type: 'messages.upsert',
    raw: options.raw ?? { event: 'messages.upsert' },
    actions,
    unparsed: options.unparsed ?? null,
  }
}

/** An event of the Twilio channel of a clinic, its signature already verified. */
export function twilioEvent(
  actions: Action[],
  options: { clinic?: 'aurora' | 'horizonte'; key?: string; channel?: string } = {},
): Event {
  const clinic = options.clinic === 'aurora' ? aurora : horizonte
  return {
    provider: 'twilio',
    auth: { tenant_id: clinic.id, channel_id: options.channel ?? clinic.twilio },
    event_key: options.key ?? `event:${(sequence += 1)}`,
    event_type: 'twilio.inbound',
    raw: { From: 'whatsapp:+5511987650001' },
    actions,
    unparsed: null,
  }
}

/** Hands a batch to the database as the inbound functions do. */
export function ingest(session: Session, ...events: Event[]): Promise<IngestResult[]> {
  return session.asService(async (sql) => {
    const [row] = await sql<{ results: IngestResult[] }[]>`
      select app.ingest_whatsapp_events(${sql.json(events as unknown as JSONValue)}) as results`
    return row?.results ?? []
  })
}

/** One event with one message of the patient. */
export async function receive(session: Session, options: MessageAction): Promise<IngestResult> {
  const [result] = await ingest(session, evolutionEvent([message(options)]))
  if (!result) throw new Error('ingest answered nothing')
  return result
}
