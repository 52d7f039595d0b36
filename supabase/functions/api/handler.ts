import { z } from 'zod'
import type { RunSend } from '../_shared/messaging/sending.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { sha256Hex } from '../_shared/platform/hash.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Json } from '../_shared/platform/json.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import { checkServerAddress, type ResolveHost } from '../_shared/platform/server-address.ts'
import type { ApiDatabase } from '../_shared/trust/api/database.ts'
import { describeApi } from '../_shared/trust/api/openapi.ts'
import { keyOf } from '../_shared/trust/api/key.ts'
import { apiPage } from '../_shared/trust/api/page.ts'
import { findRoute, type ApiRoute } from '../_shared/trust/api/routes.ts'
import { newWebhookSecret } from '../_shared/trust/webhook-signature.ts'

export interface ApiDeps {
  api: ApiDatabase
  runSend: RunSend
  secrets: SecretBox
  resolveHost: ResolveHost
  allowPrivateProviders: boolean
  publicUrl: string
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

type Given = Record<string, Json | undefined>

/**
 * The API of a clinic. A call is checked against its schema and handed to SQL as one operation, which asks for the key, its
 * scope and the rights of whoever made it.
 */
export function createHandler(deps: ApiDeps): Handler {
  const server = `${deps.publicUrl}/api`
  return endpoint(
    { name: 'api', methods: ['GET', 'POST', 'PATCH', 'DELETE'], log: deps.log },
    async (request) => {
      const url = new URL(request.url)
      const path = url.pathname.replace(/^.*?\/api(?=\/|$)/, '').replace(/(?<=.)\/+$/, '')
      if (request.method === 'GET' && (path === '/v1/openapi.json' || path === '/v1' || path === '')) {
        return path === '/v1/openapi.json' ? json(describeApi(server)) : page(apiPage(server))
      }
      const found = findRoute(request.method, path)
      if ('methods' in found) {
        if (found.methods.length === 0)
          throw new ApiError(404, 'unknown_address', 'There is nothing at this address of the API.')
        throw new ApiError(405, 'method_not_allowed', `Use ${found.methods.join(' or ')} here.`)
      }
      const caller = await deps.api.begin(keyOf(request))
      if ('retry_after_seconds' in caller)
        throw new ApiError(429, 'too_many_requests', 'Ten calls a second at most for each key.', {
          retryAfterSeconds: caller.retry_after_seconds,
        })
      const { route, parts } = found
      const given = await readGiven(request, url, route, parts)
      const idempotencyKey = route.method === 'get' ? null : request.headers.get('idempotency-key')
      const secret = route.operation === 'webhook_endpoints.create' ? await endpointSecret() : null
      const answer = await deps.api.call(
        caller.claims,
        route.operation,
        { ...given, ...secret?.given },
        idempotencyKey,
      )
      if (answer.replayed) return versioned(json(shown(answer.body)), answer.body)
      if (answer.lease) deps.waitUntil(deps.runSend(answer.lease))
      return versioned(
        json({ ...shown(answer.body), ...(secret ? { secret: secret.text } : {}) }),
        answer.body,
      )

      /** An address that may be called, with the secret that will sign for it. */
      async function endpointSecret() {
        const address = String(given['url'])
        const options = { allowPrivate: deps.allowPrivateProviders, resolve: deps.resolveHost }
        await checkServerAddress(address, options)
        const whole = new URL(address)
        whole.hash = ''
        const text = newWebhookSecret()
        // the same call names the same endpoint, so that asking again is no other wish
        const id = idFrom(`webhook:${keyOf(request)}:${idempotencyKey}`)
        const tenantId = 'tenant_id' in caller ? caller.tenant_id : ''
        const sealed = await deps.secrets.seal({ secret: text }, { tenantId, channelId: id })
        return { text, given: { id, url: whole.href, secret: { ...sealed } } }
      }
    },
  )
}

async function readGiven(
  request: Request,
  url: URL,
  route: ApiRoute,
  parts: Record<string, string>,
): Promise<Given> {
  const inPath = taken(z.object(route.path_parameters ?? {}), parts)
  const query = taken((route.query ?? z.object({})).strict(), Object.fromEntries(url.searchParams))
  const body = route.body ? ((await readCommand(request, route.body)) as Given) : {}
  const version = route.is_versioned ? versionOf(request, body) : {}
  const { cursor, ...rest } = { ...query, ...body, ...version, ...inPath }
  return cursor === undefined ? rest : { ...rest, after: readCursor(String(cursor)) }
}

/** Which version somebody read: as `If-Match`, or in the body. Without one, two programs would write over each other. */
function versionOf(request: Request, body: Given): Given {
  const header = request.headers.get('if-match')
  if (header === null && body['version'] !== undefined) return {}
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header?.trim() ?? '')?.[1]
  if (version === undefined)
    throw new ApiError(400, 'invalid_request', 'version: say the one you read, here or as If-Match')
  return { version: Number(version) }
}

/** One thing has a version, which `If-Match` takes. */
function versioned(response: Response, body: Given): Response {
  if (typeof body['version'] === 'number') response.headers.set('etag', `"${body['version']}"`)
  return response
}

function taken(type: z.ZodType, value: unknown): Given {
  const read = type.safeParse(value)
  if (read.success) return read.data as Given
  const [issue] = read.error.issues
  throw new ApiError(
    400,
    'invalid_request',
    `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as described'}`,
  )
}

/** A place in a list, which only the API itself reads. */
function readCursor(cursor: string): Json {
  try {
    return JSON.parse(
      new TextDecoder().decode(Uint8Array.from(atob(cursor), (sign) => sign.charCodeAt(0))),
    ) as Json
  } catch {
    throw new ApiError(400, 'invalid_request', 'cursor: not one of ours')
  }
}

function shown(body: Given): Given {
  if (!('next' in body)) return body
  const { next, ...rest } = body
  const place =
    next === null ? null : btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(next))))
  return { ...rest, next_cursor: place }
}

function idFrom(text: string): string {
  const hex = sha256Hex(text)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function page(text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
  })
}
