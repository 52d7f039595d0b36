// The limit of (b) and (d): node:http, JSON.parse, one INSERT, answer after the commit. Arguments: port, database URL.
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import postgres from 'postgres'
import { aurora } from './database.ts'

const [port, url, threadId] = process.argv.slice(2)
const sql = postgres(url ?? '', { max: 10, prepare: false, onnotice: () => {} })

createServer(async (request, response) => {
  const { data } = JSON.parse(await text(request))
  await sql`insert into public.conversation_messages ${sql({
    tenant_id: aurora.tenantId,
    thread_id: threadId ?? '',
    channel_id: aurora.channelId,
    provider: 'evolution',
    provider_message_id: data.key.id,
    direction: 'inbound',
    origin: 'contact',
    kind: 'text',
    body: data.message.conversation,
    status: 'received',
    occurred_at: new Date(data.messageTimestamp * 1000).toISOString(),
  })}`
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'))
