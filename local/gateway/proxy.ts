import {
  Agent,
  request as forward,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import { host } from '../config.ts'
import { withCors } from './cors.ts'
import type { Target } from './routes.ts'

/** Idle connections are given up before the services do it, so that no request meets one that is just closing. */
const agent = new Agent({ keepAlive: true, maxSockets: 512, maxFreeSockets: 128, timeout: 4000 })

/** Headers of one connection, which a proxy does not pass on. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'upgrade',
  'expect',
])

/** Longest answer time of an edge function on a hosted project. */
const answerTimeout = 150_000

/** Streams a request to a service and its answer back; refuses a body over `limit` bytes. */
export function proxy(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  limit: number,
): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    request.resume()
    refuse(response, 413, 'payload_too_large', 'The body is larger than this address accepts.')
    return
  }
  const upstream = forward({
    host,
    port: target.port,
    path: target.path,
    method: request.method,
    headers: forwardedHeaders(request),
    agent,
  })
  upstream.setTimeout(answerTimeout, () => {
    refuse(response, 504, 'idle_timeout', 'The service did not answer in time.')
    upstream.destroy()
  })
  let answered = false
  upstream.on('response', (answer) => {
    answered = true
    response.writeHead(answer.statusCode ?? 502, withCors(passedHeaders(answer.headers)))
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  // A service may answer and close before it has read everything; then its answer stands.
  upstream.on(
    'error',
    () =>
      answered ||
      refuse(response, 503, 'service_unavailable', 'The service is starting or not running; try again.'),
  )
  response.on('close', () => {
    if (!response.writableFinished) upstream.destroy()
  })

  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) {
    upstream.end()
    return
  }
  if (request.headers['transfer-encoding'] !== undefined)
    countBody(request, response, limit, () => upstream.destroy())
  request.pipe(upstream)
}

/** Answers with problem+json, unless the answer has begun; then the connection is all that can be cut. */
export function refuse(response: ServerResponse, status: number, code: string, detail: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = JSON.stringify({ type: 'about:blank', status, code, title: code, detail, message: detail })
  const headers = { 'content-type': 'application/problem+json', 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, withCors(headers))
  response.end(body)
}

function countBody(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
  abort: () => void,
): void {
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) return
    request.unpipe()
    request.resume()
    refuse(response, 413, 'payload_too_large', 'The body is larger than this address accepts.')
    abort()
  })
}

function forwardedHeaders(request: IncomingMessage): OutgoingHttpHeaders {
  const headers = passedHeaders(request.headers)
  headers['x-forwarded-host'] = request.headers.host
  headers['x-forwarded-proto'] = 'http'
  headers['x-forwarded-for'] ??= request.socket.remoteAddress
  return headers
}

function passedHeaders(source: IncomingMessage['headers']): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {}
  for (const name in source) {
    if (!hopByHop.has(name)) headers[name] = source[name]
  }
  return headers
}
