import { createHash } from 'node:crypto'
import type { Sql } from 'postgres'
import type { StackConfig } from '../config.ts'
import { readAuthBody } from './auth-body.ts'
import { confirmAddress, mailNewAddress } from './email-change.ts'
import { createMfaHandler, listFactors } from './mfa.ts'
import { refusal } from './refusal.ts'
import { completeToken, verifiedClaims, type AuthenticationMethod, type AuthUser } from './tokens.ts'

export type Handler = (request: Request) => Promise<Response>

interface Session {
  access_token: string
  user: AuthUser
}

const sessionRoutes = new Set(['POST /token', 'POST /signup', 'POST /verify'])
/** The link and code types of GoTrue that lite does not know, as the ones that do the same. */
const verificationTypes: Record<string, string> = { invite: 'signup', email: 'magiclink' }

/** Puts what GoTrue does and lite 0.10 does not around lite's `/auth/v1`. */
export function createAuthHandler(lite: Handler, sql: Sql, config: StackConfig): Handler {
  const issuer = `${config.urls.gateway}/auth/v1`
  const secret = config.secrets.jwtSecret
  const mfa = createMfaHandler(sql, config, renewSession)

  return async (request) => {
    const url = new URL(request.url)
    const route = `${request.method} ${url.pathname.slice('/auth/v1'.length)}`
    // A project with a shared secret publishes no key; clients then ask /user, as they do on hosted.
    if (route === 'GET /.well-known/jwks.json') return Response.json({ keys: [] })
    if (route === 'GET /verify') return followLink(request, url)
    if (route === 'GET /user') return withFactors(await lite(request))
    if (request.method === 'GET' || request.method === 'HEAD') return lite(request)

    const text = await request.text()
    const body = readAuthBody(text)
    if ('fault' in body) return refusal(400, 'bad_json', body.fault)
    const { fields } = body
    const path = url.pathname.slice('/auth/v1'.length)
    if (/^\/factors(\/|$)/.test(path)) return mfa(request, path, fields)
    if (route === 'POST /verify') return verify(request, url, fields)
    if (route === 'PUT /user' && (await lacksSecondFactor(request, fields)))
      return refusal(401, 'insufficient_aal', moreIsNeeded)
    const response = await lite(withText(request, text === '' ? '' : JSON.stringify(fields)))
    if (route === 'PUT /user' && typeof fields.email === 'string') await askNewAddress(response, fields.email)
    if (route === 'PUT /user') return withFactors(response)
    return sessionRoutes.has(route) ? finishSession(route, url, response) : response
  }

  /** Repairs: the user without factors. */
  async function withFactors(response: Response): Promise<Response> {
    if (!response.ok) return response
    const user = parseObject(await response.text())
    const factors = await listFactors(sql, String(user.id))
    return withBody(response, factors.length === 0 ? user : { ...user, factors })
  }

  /** Repairs: with a factor, address and password change only after it. */
  async function lacksSecondFactor(request: Request, fields: Record<string, unknown>): Promise<boolean> {
    if (typeof fields.email !== 'string' && typeof fields.password !== 'string') return false
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
    const claims = verifiedClaims(token, secret)
    if (!claims) return false
    const [state] = await sql<{ lacks: boolean }[]>`
      select s.aal is distinct from 'aal2' and exists (
        select from auth.mfa_factors f where f.user_id = s.user_id and f.status = 'verified') as lacks
      from auth.sessions s where s.id = ${String(claims.session_id)}`
    return state?.lacks ?? false
  }

  /** The session again, with tokens that say what it has passed since. */
  async function renewSession(sessionId: string): Promise<Response> {
    const [newest] = await sql<{ token: string }[]>`
      select token from auth.refresh_tokens where session_id = ${sessionId} and not revoked
      order by created_at desc limit 1`
    const url = new URL(`${config.urls.gateway}/auth/v1/token?grant_type=refresh_token`)
    const headers = { apikey: config.secrets.publishableKey, 'content-type': 'application/json' }
    const body = JSON.stringify({ refresh_token: newest?.token ?? '' })
    const response = await lite(new Request(url, { method: 'POST', headers, body }))
    return finishSession('POST /token', url, response)
  }

  /** Repairs: the types that lite does not know, and a change of address that both addresses have to confirm. */
  async function verify(request: Request, url: URL, fields: Record<string, unknown>): Promise<Response> {
    if (fields.type === 'email_change') {
      const confirmation = await confirmAddress(sql, tokenHashOf(fields))
      if (confirmation === 'unknown') return refusal(403, 'otp_expired', expired)
      if (confirmation === 'first') return Response.json({ code: '200', msg: halfConfirmed })
      fields = { type: fields.type, token_hash: tokenHashOf(fields) }
    }
    const response = await lite(withText(request, JSON.stringify(withKnownType(fields))))
    return finishSession('POST /verify', url, response)
  }

  async function askNewAddress(response: Response, email: string): Promise<void> {
    if (!response.ok) return
    const user = (await response.clone().json()) as AuthUser
    if (user.email?.toLowerCase() === email.toLowerCase()) return
    await mailNewAddress(sql, user.id, config.urls.smtp, config.urls.app)
  }

  /** Repairs: poor tokens (see `completeToken`) and sign-in of banned users. */
  async function finishSession(route: string, url: URL, response: Response): Promise<Response> {
    if (!response.ok) return response
    const answer = parseObject(await response.text())
    if (typeof answer.access_token !== 'string') return withBody(response, answer)
    const grant = url.searchParams.get('grant_type')
    const method = grant === 'refresh_token' ? undefined : route === 'POST /verify' ? 'otp' : 'password'
    const session = await complete(answer as unknown as Session, method)
    if (session) return withBody(response, session)
    return Response.json({ code: 400, error_code: 'user_banned', msg: 'User is banned' }, { status: 400 })
  }

  /** A link that somebody made with the admin API. Repairs: tokens in the fragment, and the types of `verify`. */
  async function followLink(request: Request, url: URL): Promise<Response> {
    const type = url.searchParams.get('type') ?? ''
    const token = url.searchParams.get('token') ?? ''
    if (type === 'email_change') {
      const confirmation = await confirmAddress(sql, token)
      if (confirmation === 'first')
        return redirect(`${config.urls.app}#message=${encodeURIComponent(halfConfirmed)}`)
    }
    url.searchParams.set('type', verificationTypes[type] ?? type)
    const response = await lite(new Request(url, { headers: withApiKey(request.headers) }))
    const location = response.headers.get('location')
    if (!location?.includes('#access_token=')) return response

    const [target = '', fragment = ''] = location.split('#')
    const values = new URLSearchParams(fragment)
    const accessToken = values.get('access_token') ?? ''
    const user = await findUser(String(verifiedClaims(accessToken, secret)?.sub))
    const session = user && (await complete({ access_token: accessToken, user }, 'otp'))
    if (!session) return redirect(`${target}#error=access_denied&error_code=user_banned`)
    values.set('access_token', session.access_token)
    values.set('type', type)
    return redirect(`${target}#${values.toString()}`)
  }

  async function complete(session: Session, method: string | undefined): Promise<Session | undefined> {
    const sessionId = String(verifiedClaims(session.access_token, secret)?.session_id)
    const [state] = await sql<{ banned: boolean; aal: string; amr: AuthenticationMethod[] }[]>`
      with used as (
        insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)
        select gen_random_uuid(), ${sessionId}, now(), now(), ${method ?? null}::text
        where ${method ?? null}::text is not null
        on conflict (session_id, authentication_method) do update set updated_at = now()
        returning authentication_method, created_at
      ),
      amr as (
        select authentication_method, created_at from used
        union
        select authentication_method, created_at from auth.mfa_amr_claims where session_id = ${sessionId}
      )
      select
        coalesce((select banned_until > now() from auth.users where id = ${session.user.id}), false) as banned,
        coalesce((select aal::text from auth.sessions where id = ${sessionId}), 'aal1') as aal,
        coalesce((select jsonb_agg(jsonb_build_object('method', authentication_method,
          'timestamp', extract(epoch from created_at)::bigint)) from amr), '[]') as amr`
    if (state?.banned) return undefined
    const { aal = 'aal1', amr = [] } = state ?? {}
    const factors = await listFactors(sql, session.user.id)
    return {
      ...session,
      access_token: completeToken(session.access_token, session.user, { aal, amr }, issuer, secret),
      user: factors.length === 0 ? session.user : { ...session.user, factors },
    }
  }

  async function findUser(id: string): Promise<AuthUser | undefined> {
    const [user] = await sql<AuthUser[]>`
      select id, email, phone, is_anonymous, raw_app_meta_data as app_metadata, raw_user_meta_data as user_metadata
      from auth.users where id = ${id}`
    return user
  }

  /** A link is opened without headers; hosted lets `/verify` through without a key. */
  function withApiKey(headers: Headers): Headers {
    const copy = new Headers(headers)
    copy.set('apikey', config.secrets.publishableKey)
    return copy
  }
}

const moreIsNeeded = 'AAL2 session is required to update email or password when MFA is enabled.'
const expired = 'Email link is invalid or has expired'
const halfConfirmed = 'Confirmation link accepted. Please proceed to confirm link sent to the other email'

/** What the link of a mail carries, made of a code and its address where the person typed the code. */
function tokenHashOf({ token_hash: hash, email, token }: Record<string, unknown>): string {
  if (typeof hash === 'string' && hash !== '') return hash
  if (typeof email !== 'string' || typeof token !== 'string') return ''
  return createHash('sha256').update(`${email.toLowerCase()}${token}`).digest('hex')
}

/** The request again, whose body has been read. */
function withText(request: Request, body: string): Request {
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    ...(body === '' ? {} : { body }),
  })
}

function withKnownType(fields: Record<string, unknown>): Record<string, unknown> {
  const known = verificationTypes[String(fields.type)]
  return known ? { ...fields, type: known } : fields
}

function withBody(response: Response, body: unknown): Response {
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return Response.json(body, { status: response.status, headers })
}

function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { location } })
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
