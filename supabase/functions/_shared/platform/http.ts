import { ApiError, toApiError } from './errors.ts'
import { describeError, type Log } from './log.ts'
import { requestScope } from './request-scope.ts'

/** What a handler learns about the request besides the request itself. */
export interface RequestContext {
  requestId: string
  log: Log
}

export type Handler = (request: Request) => Promise<Response>

export interface EndpointOptions {
  name: string
  methods: readonly string[]
  log: Log
}

const corsHeaders: Record<string, string> = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, x-client-info, apikey, content-type, x-request-id, x-retry-count, traceparent, tracestate, baggage',
  'access-control-expose-headers': 'x-request-id',
  'access-control-max-age': '86400',
}

/**
 * The frame of every function: CORS pre-flight, method, request id, and errors as problem+json (RFC 9457).
 * The gateway of a hosted project adds no CORS headers, so errors carry them too.
 */
export function endpoint(
  options: EndpointOptions,
  handle: (request: Request, context: RequestContext) => Promise<Response>,
): Handler {
  const allow = [...options.methods, 'OPTIONS'].join(', ')
  return async (request) => {
    if (request.method === 'OPTIONS') {
      return new Response(null, {
        status: 204,
        headers: { ...corsHeaders, 'access-control-allow-methods': allow },
      })
    }
    const requestId = requestIdOf(request)
    const log = options.log.with({ function: options.name, request_id: requestId })
    const context = { requestId, log }
    const response = await requestScope
      .run(requestId, () => respond(request, context))
      .catch((error: unknown) => problem(error, context))
    for (const [name, value] of Object.entries(corsHeaders)) response.headers.set(name, value)
    response.headers.set('x-request-id', requestId)
    if (response.status === 405) response.headers.set('allow', allow)
    return response
  }

  async function respond(request: Request, context: RequestContext): Promise<Response> {
    if (!options.methods.includes(request.method)) {
      throw new ApiError(405, 'method_not_allowed', `Use ${options.methods.join(' or ')} here.`)
    }
    return handle(request, context)
  }
}

/** A JSON answer that no cache keeps. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}

function problem(error: unknown, context: RequestContext): Response {
  const known = toApiError(error)
  const fields = { status: known.status, code: known.code, ...describeError(known.cause) }
  if (known.status >= 500) context.log.error('request failed', fields)
  else context.log.info('request refused', fields)
  const body = {
    type: `urn:zelo:error:${known.code}`,
    title: known.message,
    status: known.status,
    code: known.code,
    detail: known.message,
    hint: known.hint,
    request_id: context.requestId,
  }
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  const wait = known.retryAfterSeconds ?? (known.status === 503 ? 5 : null)
  if (wait !== null) headers.set('retry-after', String(wait))
  return new Response(JSON.stringify(body), { status: known.status, headers })
}

function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id')
  return given !== null && /^[\w.:-]{8,80}$/.test(given) ? given : crypto.randomUUID()
}
