import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import type { StackConfig } from '../config.ts'
import { mailContext } from './mail.ts'
import { completeToken, verifiedClaims, type AuthenticationMethod, type AuthUser } from './tokens.ts'

export type Handler = (request: Request) => Promise<Response>

interface Session {
  access_token: string
  user: AuthUser
}

const sessionRoutes = new Set(['POST /token', 'POST /signup', 'POST /verify'])
const mailRoutes = new Set([
  'POST /recover',
  'POST /otp',
  'POST /magiclink',
  'POST /signup',
  'POST /resend',
  'PUT /user',
])

/** The link and code types of GoTrue that lite does not know, as the ones that do the same. */
const verificationTypes: Record<string, string> = { invite: 'signup', email: 'magiclink' }

/** Puts what GoTrue does and lite 0.10 does not around lite's `/auth/v1`. */
export function createAuthHandler(lite: Handler, sql: Sql, config: StackConfig): Handler {
  const issuer = `${config.urls.gateway}/auth/v1`
  const secret = config.secrets.jwtSecret

  return async (request) => {
    const url = new URL(request.url)
    const route = `${request.method} ${url.pathname.slice('/auth/v1'.length)}`
    // A project with a shared secret publishes no key; clients then ask /user, as they do on hosted.
    if (route === 'GET /.well-known/jwks.json') return Response.json({ keys: [] })
    if (route === 'GET /verify') return followLink(request, url)
    if (!sessionRoutes.has(route) && !mailRoutes.has(route)) return lite(request)

    const body = await request.text()
    const fields = parseObject(body)
    const replayed = new Request(url, {
      method: request.method,
      headers: request.headers,
      body: route === 'POST /verify' ? JSON.stringify(withKnownType(fields)) : body,
    })
    const context = mailRoutes.has(route)
      ? {
          redirectTo: url.searchParams.get('redirect_to') ?? undefined,
          flow: await rememberChallenge(fields),
        }
      : {}
    const response = await mailContext.run(context, () => lite(replayed))
    if (!sessionRoutes.has(route)) return response
    return finishSession(route, url, response)
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

  /** A link of a mail. Repairs: tokens in the fragment, PKCE, and the type `invite`. */
  async function followLink(request: Request, url: URL): Promise<Response> {
    const type = url.searchParams.get('type') ?? ''
    url.searchParams.set('type', verificationTypes[type] ?? type)
    const flow = url.searchParams.get('flow')
    const response = await lite(new Request(url, { headers: withApiKey(request.headers) }))
    const location = response.headers.get('location')
    if (!location?.includes('#access_token=')) return response

    const [target = '', fragment = ''] = location.split('#')
    const values = new URLSearchParams(fragment)
    const token = values.get('access_token') ?? ''
    const claims = verifiedClaims(token, secret)
    const user = await findUser(String(claims?.sub))
    if (flow) return redirect(await codeFor(flow, claims, target))
    const session = user && (await complete({ access_token: token, user }, 'otp'))
    if (!session) return redirect(`${target}#error=access_denied&error_code=user_banned`)
    values.set('access_token', session.access_token)
    values.set('type', type)
    return redirect(`${target}#${values.toString()}`)
  }

  async function complete(session: Session, method: string | undefined): Promise<Session | undefined> {
    const sessionId = String(verifiedClaims(session.access_token, secret)?.session_id)
    const [state] = await sql<{ banned: boolean; amr: AuthenticationMethod[] }[]>`
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
        coalesce((select jsonb_agg(jsonb_build_object('method', authentication_method,
          'timestamp', extract(epoch from created_at)::bigint)) from amr), '[]') as amr`
    if (state?.banned) return undefined
    return {
      ...session,
      access_token: completeToken(session.access_token, session.user, state?.amr ?? [], issuer, secret),
    }
  }

  async function findUser(id: string): Promise<AuthUser | undefined> {
    const [user] = await sql<AuthUser[]>`
      select id, email, phone, is_anonymous, raw_app_meta_data as app_metadata, raw_user_meta_data as user_metadata
      from auth.users where id = ${id}`
    return user
  }

  async function rememberChallenge(fields: Record<string, unknown>): Promise<string | undefined> {
    if (typeof fields.code_challenge !== 'string') return undefined
    const id = randomUUID()
    await sql`
      insert into auth.flow_state (id, auth_code, code_challenge_method, code_challenge, provider_type,
        authentication_method, created_at, updated_at)
      values (${id}, ${randomUUID()}, ${String(fields.code_challenge_method ?? 'plain').toLowerCase()},
        ${fields.code_challenge}, 'email', 'otp', now(), now())`
    return id
  }

  /** The session that lite opened is dropped: the client gets its own for the code and the verifier. */
  async function codeFor(
    flow: string,
    claims: Record<string, unknown> | undefined,
    target: string,
  ): Promise<string> {
    await sql`delete from auth.sessions where id = ${String(claims?.session_id)}`
    const [row] = await sql<{ auth_code: string }[]>`
      update auth.flow_state
      set user_id = ${String(claims?.sub)}, auth_code_issued_at = now(), created_at = now(), updated_at = now()
      where id = ${flow} and user_id is null
      returning auth_code`
    const address = new URL(target)
    if (row) address.searchParams.set('code', row.auth_code)
    else address.hash = 'error=access_denied&error_code=flow_state_not_found'
    return address.toString()
  }

  /** A link in a mail is opened without headers; hosted lets `/verify` through without a key. */
  function withApiKey(headers: Headers): Headers {
    const copy = new Headers(headers)
    copy.set('apikey', config.secrets.publishableKey)
    return copy
  }
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
