import { randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Sql } from 'postgres'
import QRCode from 'qrcode'
import { host, type StackConfig } from '../config.ts'
import { refusal } from './refusal.ts'
import { verifiedClaims } from './tokens.ts'

/** A factor as GoTrue's API shows it. */
export interface ListedFactor {
  id: string
  friendly_name?: string
  factor_type: string
  status: string
  created_at: string
  updated_at: string
}

interface Factor {
  id: string
  status: 'unverified' | 'verified'
  friendly_name: string | null
  secret: string
}

/** Who calls: the person of the token, and the sign-in that it belongs to. */
interface Caller {
  userId: string
  email: string
  sessionId: string
  aal: string
}

/** Answers a new session for the sign-in, once it has passed its second factor. */
export type RenewSession = (sessionId: string) => Promise<Response>

/** What GoTrue has unless a project says otherwise. */
const mostFactors = 10
/** Challenges and codes together; GoTrue takes fifteen of each, by address. */
const mostTriesAMinute = 30
const challengeSeconds = 300
const period = 30

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * The second factor, which lite has not: GoTrue's `/factors` for TOTP, with its answers and refusals. Beyond GoTrue, a
 * code works once, also for another challenge.
 */
export function createMfaHandler(sql: Sql, config: StackConfig, renew: RenewSession) {
  const tries = new Map<string, { minute: number; count: number }>()

  return async (request: Request, path: string, fields: Record<string, unknown>): Promise<Response> => {
    const caller = await findCaller(request)
    if (caller instanceof Response) return caller
    const [, id, act, more] = path.slice('/factors'.length).split('/')
    if (more !== undefined) return refusal(404, 'not_found', 'There is nothing at this address')
    if (id === undefined) return request.method === 'POST' ? enrol(caller, fields) : notAllowed()
    if (!uuid.test(id)) return refusal(404, 'validation_failed', 'factor_id must be an UUID')
    const [factor] = await sql<Factor[]>`
      select id, status, friendly_name, secret from auth.mfa_factors
      where id = ${id} and user_id = ${caller.userId} and factor_type = 'totp'`
    if (!factor) return refusal(404, 'mfa_factor_not_found', 'Factor not found')
    switch (`${request.method} ${act ?? ''}`) {
      case 'POST challenge':
        return takeTry(caller) ? challenge(factor) : tooMany()
      case 'POST verify':
        return takeTry(caller) ? verify(caller, factor, fields) : tooMany()
      case 'DELETE ':
        return remove(caller, factor)
      default:
        return notAllowed()
    }
  }

  async function findCaller(request: Request): Promise<Caller | Response> {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    if (!token) return refusal(401, 'no_authorization', 'This endpoint requires a valid Bearer token')
    const claims = verifiedClaims(token, config.secrets.jwtSecret)
    if (!claims || Number(claims.exp) * 1000 < Date.now())
      return refusal(403, 'bad_jwt', 'invalid JWT: unable to parse or verify signature')
    const sessionId = String(claims.session_id)
    const [session] = uuid.test(sessionId)
      ? await sql<{ aal: string; email: string }[]>`
          select s.aal, coalesce(u.email, '') as email from auth.sessions s join auth.users u on u.id = s.user_id
          where s.id = ${sessionId} and s.user_id = ${String(claims.sub)}`
      : []
    if (!session)
      return refusal(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
    return { userId: String(claims.sub), sessionId, ...session }
  }

  async function enrol(caller: Caller, fields: Record<string, unknown>): Promise<Response> {
    if (fields.factor_type !== 'totp')
      return refusal(400, 'validation_failed', 'factor_type needs to be totp, phone, or webauthn')
    const name = typeof fields.friendly_name === 'string' ? fields.friendly_name : ''
    const issuer =
      typeof fields.issuer === 'string' && fields.issuer !== ''
        ? fields.issuer
        : new URL(config.urls.app).host
    await sql`
      delete from auth.mfa_factors f
      where f.user_id = ${caller.userId} and f.status = 'unverified' and f.created_at < now() - interval '300 seconds'
        and not exists (select from auth.mfa_challenges c where c.factor_id = f.id)`
    const factors = await sql<Factor[]>`
      select id, status, friendly_name, secret from auth.mfa_factors where user_id = ${caller.userId}`
    if (factors.some((factor) => (factor.friendly_name ?? '') === name))
      return refusal(
        422,
        'mfa_factor_name_conflict',
        `A factor with the friendly name "${name}" for this user already exists`,
      )
    if (factors.length >= mostFactors)
      return refusal(
        422,
        'too_many_enrolled_mfa_factors',
        'Maximum number of verified factors reached, unenroll to continue',
      )
    if (factors.some(({ status }) => status === 'verified') && caller.aal !== 'aal2')
      return refusal(403, 'insufficient_aal', 'AAL2 required to enroll a new factor')

    const id = randomUUID()
    const secret = new Secret({ size: 20 })
    const uri = codesOf(secret.base32, issuer, caller.email).toString()
    await sql`
      insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, created_at, updated_at, secret)
      values (${id}, ${caller.userId}, ${name}, 'totp', 'unverified', now(), now(), ${secret.base32})`
    return Response.json({
      id,
      type: 'totp',
      friendly_name: name,
      totp: { qr_code: await drawn(uri), secret: secret.base32, uri },
    })
  }

  async function challenge(factor: Factor): Promise<Response> {
    const id = randomUUID()
    const [row] = await sql<{ expires_at: number }[]>`
      insert into auth.mfa_challenges (id, factor_id, created_at, ip_address) values (${id}, ${factor.id}, now(), ${host})
      returning extract(epoch from created_at)::int + ${challengeSeconds}::int as expires_at`
    return Response.json({ id, type: 'totp', expires_at: row?.expires_at })
  }

  async function verify(caller: Caller, factor: Factor, fields: Record<string, unknown>): Promise<Response> {
    const code = typeof fields.code === 'string' ? fields.code : ''
    const challengeId = String(fields.challenge_id)
    if (code === '') return refusal(400, 'validation_failed', 'Code needs to be non-empty')
    const refused = await sql.begin(async (tx) => {
      // whoever verifies a factor does so in turn: of two who bring the same code one is refused
      await tx`select from auth.mfa_factors where id = ${factor.id} for update`
      const [found] = uuid.test(challengeId)
        ? await tx<{ verified: boolean; expired: boolean }[]>`
            select verified_at is not null as verified,
              created_at < now() - make_interval(secs => ${challengeSeconds}) as expired
            from auth.mfa_challenges where id = ${challengeId} and factor_id = ${factor.id} for update`
        : []
      if (!found)
        return refusal(422, 'mfa_factor_not_found', 'MFA factor with the provided challenge ID not found')
      if (found.verified)
        return refusal(422, 'mfa_ip_address_mismatch', 'Challenge and verify IP addresses mismatch.')
      if (found.expired) {
        await tx`delete from auth.mfa_challenges where id = ${challengeId}`
        return refusal(
          422,
          'mfa_challenge_expired',
          `MFA challenge ${challengeId} has expired, verify against another challenge or create a new challenge.`,
        )
      }
      const step = stepOf(factor.secret, code)
      const used =
        step === undefined
          ? []
          : await tx`
              update auth.mfa_challenges c set verified_at = now(), otp_code = ${String(step)}
              where c.id = ${challengeId} and not exists (
                select from auth.mfa_challenges o
                where o.factor_id = c.factor_id and o.verified_at is not null and o.otp_code = ${String(step)})
              returning c.id`
      if (used.length === 0) return refusal(422, 'mfa_verification_failed', 'Invalid TOTP code entered')

      await tx`update auth.mfa_factors set status = 'verified', updated_at = now() where id = ${factor.id}`
      await tx`
        update auth.sessions set aal = 'aal2', factor_id = ${factor.id}, updated_at = now() where id = ${caller.sessionId}`
      await tx`
        insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)
        values (gen_random_uuid(), ${caller.sessionId}, now(), now(), 'totp')
        on conflict (session_id, authentication_method) do update set updated_at = now()`
      await tx`delete from auth.sessions where user_id = ${caller.userId} and aal < 'aal2'`
      await tx`delete from auth.mfa_factors where user_id = ${caller.userId} and status = 'unverified'`
      return undefined
    })
    return refused ?? renew(caller.sessionId)
  }

  async function remove(caller: Caller, factor: Factor): Promise<Response> {
    if (factor.status === 'verified' && caller.aal !== 'aal2')
      return refusal(422, 'insufficient_aal', 'AAL2 required to unenroll verified factor')
    await removeFactor(sql, caller.userId, factor.id)
    return Response.json({ id: factor.id })
  }

  /** Counts by person and minute; what is older is forgotten. */
  function takeTry({ userId }: Caller): boolean {
    const minute = Math.floor(Date.now() / 60_000)
    for (const [key, tried] of tries) if (tried.minute !== minute) tries.delete(key)
    const count = (tries.get(userId)?.count ?? 0) + 1
    tries.set(userId, { minute, count })
    return count <= mostTriesAMinute
  }
}

/** The factors of somebody, as they stand in the answers about a user. */
export async function listFactors(sql: Sql, userId: string): Promise<ListedFactor[]> {
  return sql<ListedFactor[]>`
    select id, friendly_name, factor_type, status, created_at, updated_at from auth.mfa_factors
    where user_id = ${userId} order by created_at, id`
}

/** Removes a factor; sign-ins that passed with it have not passed any more. */
export async function removeFactor(sql: Sql, userId: string, factorId: string): Promise<boolean> {
  return sql.begin(async (tx) => {
    const removed = await tx`
      delete from auth.mfa_factors where id = ${factorId} and user_id = ${userId} returning id`
    await tx`
      with passed as (
        update auth.sessions set aal = 'aal1', factor_id = null
        where user_id = ${userId} and factor_id = ${factorId} returning id)
      delete from auth.mfa_amr_claims a using passed
      where a.session_id = passed.id and a.authentication_method = 'totp'`
    return removed.length > 0
  })
}

function codesOf(secret: string, issuer = '', label = ''): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period })
}

/** The step of thirty seconds that a code belongs to: the present one, the one before or the next. */
function stepOf(secret: string, code: string): number | undefined {
  const timestamp = Date.now()
  const delta = codesOf(secret).validate({ token: code, timestamp, window: 1 })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / period) + delta
}

/** The client puts the picture into an address as it is, where `#` would end it. */
async function drawn(uri: string): Promise<string> {
  const svg = await QRCode.toString(uri, { type: 'svg', margin: 2 })
  return svg.replaceAll('#ffffff', 'white').replaceAll('#000000', 'black')
}

function notAllowed(): Response {
  return refusal(405, 'method_not_allowed', 'This endpoint has no such method')
}

function tooMany(): Response {
  return refusal(429, 'over_request_rate_limit', 'Request rate limit reached')
}
