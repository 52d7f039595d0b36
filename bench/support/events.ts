import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { aurora } from './database.ts'

export interface Sender {
  threadId: string
  phone: string
}

/** So many people who have written to the clinic before, with the statistics that a database in use would have. */
export async function createSenders(sql: Sql, count: number): Promise<Sender[]> {
  await sql`
    select count(app.resolve_thread(${aurora.tenantId}::uuid, jsonb_build_object('phone', '+55119' || (10000000 + i)), 'Ana Souza'))
    from generate_series(1, ${count}) i`
  await sql`analyze`
  return sql<Sender[]>`
    select id as "threadId", phone from public.conversation_threads where tenant_id = ${aurora.tenantId} and phone is not null`
}

const body = 'Olá, queria confirmar a consulta de amanhã às 15h, pode ser?'

/** A webhook of Evolution as it comes on the wire, of the usual size. */
export function evolutionEnvelope(phone: string, id: string) {
  return {
    event: 'messages.upsert',
    instance: 'aurora',
    data: {
      key: {
        remoteJid: `${phone.slice(1)}@s.whatsapp.net`,
        fromMe: false,
        id,
        participant: '',
        addressingMode: 'pn',
      },
      pushName: 'Ana Souza',
      status: 'DELIVERY_ACK',
      message: {
        conversation: body,
        messageContextInfo: {
          deviceListMetadata: {
            senderKeyHash: 'HdmcRFj9zvyHQA==',
            senderTimestamp: '1753310603',
            recipientKeyHash: 'Fnd7wpbNPR1gKQ==',
            recipientTimestamp: '1755989691',
          },
          deviceListMetadataVersion: 2,
        },
      },
      contextInfo: null,
      messageType: 'conversation',
      messageTimestamp: Math.floor(Date.now() / 1000),
      instanceId: 'f400a096-a216-4121-806c-cbdd882fe046',
      source: 'ios',
    },
    destination: 'https://project.example.test/functions/v1/evolution-whatsapp-inbound',
    date_time: new Date().toISOString(),
    sender: '5511900000000@s.whatsapp.net',
    server_url: 'http://localhost:8080',
    apikey: 'demo-evolution-aurora',
  }
}

export function messageId(): string {
  return `3EB0${randomUUID().replaceAll('-', '').toUpperCase().slice(0, 18)}`
}

/** The same webhook as the edge function hands it to the database. */
export function ingestEvent({ phone }: Sender) {
  const id = messageId()
  return {
    provider: 'evolution',
    auth: { external_id: 'aurora', api_key_sha256: aurora.apiKeySha256, secret_sha256: null },
    event_key: `messages.upsert:${id}`,
    event_type: 'messages.upsert',
    unparsed: null,
    raw: { ...evolutionEnvelope(phone, id), apikey: '[redacted]' },
    actions: [
      {
        type: 'message',
        provider_message_id: id,
        from_me: false,
        sent_via_api: false,
        address: { phone, lid: null, group: null, raw: `${phone.slice(1)}@s.whatsapp.net` },
        contact_name: 'Ana Souza',
        author_name: null,
        kind: 'text',
        body,
        content: {},
        media: null,
        reply_to_provider_id: null,
        occurred_at: new Date().toISOString(),
        status: 'received',
      },
    ],
  }
}

/** Values of the message row that the event becomes, for a bare INSERT. */
export function messageRow({ threadId }: Sender) {
  return {
    tenant_id: aurora.tenantId,
    thread_id: threadId,
    channel_id: aurora.channelId,
    provider: 'evolution',
    provider_message_id: messageId(),
    direction: 'inbound',
    origin: 'contact',
    kind: 'text',
    body,
    status: 'received',
    occurred_at: new Date().toISOString(),
  }
}

/** Somebody out of the crowd. */
export function anyOf<T>(items: readonly T[]): T {
  const item = items[Math.floor(Math.random() * items.length)]
  if (item === undefined) throw new RangeError('Nobody to choose from.')
  return item
}
