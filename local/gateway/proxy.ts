import {
  Agent,
  request as forward,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import { host } from '../config.ts'
import { watchBody, type BodyRules } from './body.ts'
import { withCors } from './cors.ts'
import type { Target } from './routes.ts'

/**
 * Idle connections are given up before the services do it, so that no request meets one that is just closing. Slow
 * requests take none from the others: the clients are limited, not these.
 */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 128, timeout: 4000 })

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

/** Streams a request to a service and its answer back; refuses a body that breaks the rules. */
export function proxy(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  rules: BodyRules,
): void {
  if (Number(request.headers['content-length'] ?? 0) > rules.limit) {
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
    if (response.headersSent) return void answer.resume()
    answered = true
    response.writeHead(answer.statusCode ?? 502, withCors(answeredHeaders(answer)))
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  // A service may answer and close before it has read everything; then its answer stands.
  upstream.on(
    'error',
    () =>
      answered ||
      response.headersSent ||
      refuse(response, 503, 'service_unavailable', 'The service is starting or not running; try again.'),
  )
  response.on('close', () => {
    if (!response.writableFinished) upstream.destroy()
  })
  // What a service did not want to read is let through, so that the connection can be used again.
  response.on('finish', () => request.unpipe().resume())
  // What a client no longer sends, or no longer reads, ends with its connection.
  request.on('error', () => upstream.destroy())
  response.on('error', () => upstream.destroy())

  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) {
    upstream.end()
    return
  }
  watchBody(request, rules, (fault) => {
    request.unpipe()
    request.resume()
    if (!answered && fault === 'too_large')
      refuse(response, 413, 'payload_too_large', 'The body is larger than this address accepts.')
    if (!answered && fault === 'too_slow') {
      response.setHeader('connection', 'close')
      refuse(response, 408, 'request_timeout', 'The body did not arrive in time.')
      response.once('finish', () => request.destroy())
    }
    upstream.destroy()
  })
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

function forwardedHeaders(request: IncomingMessage): OutgoingHttpHeaders {
  const headers = passedHeaders(request.headers)
  // HTTP/1.0 has no Host; the service then gets its own address.
  if (request.headers.host) headers['x-forwarded-host'] = request.headers.host
  else delete headers.host
  headers['x-forwarded-proto'] = 'http'
  headers['x-forwarded-for'] ??= request.socket.remoteAddress ?? host
  return headers
}

/** Pieces are for the client's version of HTTP: 1.0 does not know them. */
function answeredHeaders(answer: IncomingMessage): OutgoingHttpHeaders {
  const headers = passedHeaders(answer.headers)
  delete headers['transfer-encoding']
  return headers
}

function passedHeaders(source: IncomingMessage['headers']): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {}
  for (const name in source) {
    if (!hopByHop.has(name)) headers[name] = source[name]
  }
  return headers
}
