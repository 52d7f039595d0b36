import type { IncomingMessage, ServerResponse } from 'node:http'
import { isApiKey, TokenError, type Claims } from './auth.ts'
import { isObject, SharedFrame, type Broadcast } from './protocol.ts'
import { topicKey } from './registry.ts'
import type { Services } from './services.ts'

const BATCH_PATH = '/realtime/v1/api/broadcast'
const SINGLE_PATH = /^\/realtime\/v1\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/
const MAX_BODY_BYTES = 3_000 * 1024

/** An answer that is not the usual 202. */
class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`HTTP ${status}`)
  }
}

interface Message {
  topic: string
  isPrivate: boolean
  broadcast: Broadcast
}

/** Broadcasts over HTTP: a batch, or one message whose body is the payload. */
export async function handleRest(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://localhost')
    await route(services, request, url)
    response.writeHead(202).end()
  } catch (error) {
    const { status, body } = error instanceof HttpError ? error : unexpected(services, error)
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
    response.end(JSON.stringify(body))
  }
}

async function route(services: Services, request: IncomingMessage, url: URL): Promise<void> {
  const single = SINGLE_PATH.exec(url.pathname)
  if (!single && url.pathname !== BATCH_PATH) throw new HttpError(404, { message: 'Not Found' })
  if (request.method !== 'POST') throw new HttpError(405, { message: 'Method Not Allowed' })
  const claims = await authenticate(services, request, url)
  const headers = textHeaders(request)
  const mayWrite = ({ topic, isPrivate }: Message): Promise<boolean> =>
    isPrivate ? services.authorizer.write({ claims, headers }, topic, 'broadcast') : Promise.resolve(true)
  if (!single) {
    for (const message of readBatch(parseJson(await readBody(request)))) {
      if (await mayWrite(message)) deliver(services, message)
    }
    return
  }
  const message: Message = {
    topic: decodePart(single[1] ?? ''),
    isPrivate: url.searchParams.get('private') === 'true',
    broadcast: readSingle(decodePart(single[2] ?? ''), request, await readBody(request)),
  }
  if (!(await mayWrite(message))) throw new HttpError(403, { message: 'Unauthorized' })
  deliver(services, message)
}

/** A user's token wins over the API key beside it. */
async function authenticate(services: Services, request: IncomingMessage, url: URL): Promise<Claims> {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const apiKey = firstHeader(request, 'apikey') ?? url.searchParams.get('apikey')
  const token = bearer && !isApiKey(bearer) ? bearer : (apiKey ?? bearer)
  if (!token) throw new HttpError(401, { message: 'Unauthorized' })
  try {
    return await services.verifyToken(token)
  } catch (error) {
    if (error instanceof TokenError) throw new HttpError(401, { message: 'Unauthorized' })
    throw error
  }
}

function readBatch(body: unknown): Message[] {
  const messages = isObject(body) ? body['messages'] : null
  if (!Array.isArray(messages)) throw new HttpError(422, { errors: { messages: ["can't be blank"] } })
  const faults = messages.map(faultsOf)
  if (faults.some((fault) => Object.keys(fault).length > 0)) {
    throw new HttpError(422, { errors: { messages: faults } })
  }
  return messages.map((message: Record<string, unknown>) => ({
    topic: String(message['topic']),
    isPrivate: message['private'] === true,
    broadcast: {
      event: String(message['event']),
      json: JSON.stringify(message['payload']),
      binary: null,
      ...(typeof message['id'] === 'string' ? { meta: { id: message['id'] } } : {}),
    },
  }))
}

function faultsOf(message: unknown): Record<string, string[]> {
  const fields = isObject(message) ? message : {}
  const faults: Record<string, string[]> = {}
  for (const name of ['topic', 'event', 'payload']) {
    if (fields[name] === undefined || fields[name] === null || fields[name] === '')
      faults[name] = ["can't be blank"]
    else if ((name === 'payload') !== isObject(fields[name])) faults[name] = ['is invalid']
    else if (String(fields[name]).includes('\0')) faults[name] = ['is invalid']
  }
  return faults
}

/** A part of the address as text; not every escape stands for one, and Postgres knows no NUL. */
function decodePart(part: string): string {
  try {
    const text = decodeURIComponent(part)
    if (!text.includes('\0')) return text
  } catch {
    // Said below.
  }
  throw new HttpError(400, { message: 'Bad Request' })
}

function readSingle(event: string, request: IncomingMessage, body: Buffer): Broadcast {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (type === 'application/octet-stream') return { event, json: null, binary: body }
  if (type === 'application/json') return { event, json: JSON.stringify(parseJson(body)), binary: null }
  throw new HttpError(415, {
    error: 'Unsupported Media Type. Use application/json or application/octet-stream',
  })
}

function deliver(services: Services, { topic, isPrivate, broadcast }: Message): void {
  const frame = SharedFrame.broadcast(`realtime:${topic}`, broadcast)
  services.registry.deliver(topicKey(topic, isPrivate), 'broadcast', frame)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new HttpError(413, { message: 'Payload Too Large' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new HttpError(400, { message: 'Bad Request' })
  }
}

/** The request's headers as policies may read them in `request.headers`. */
export function textHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  )
}

function firstHeader(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

function unexpected(services: Services, error: unknown): HttpError {
  services.log(`broadcast over HTTP failed: ${String(error)}`)
  return new HttpError(500, { message: 'Internal Server Error' })
}
