import type { Sql } from 'postgres'
import type { StackConfig } from '../config.ts'
import { carriesSecret } from './admin.ts'
import type { Handler } from './auth.ts'
import { verifiedClaims } from './tokens.ts'

const prefix = '/rest/v1'

/** Deeper conditions than anybody writes end the parser's stack, or the database's. */
const deepestCondition = 20

/**
 * The Data API: @supabase/lite behind what PostgREST refuses and lite does not. Repairs: malformed tokens, the
 * pre-request function, conditions without end, patterns that run for ever.
 */
export function createRestHandler(lite: Handler, sql: Sql, config: StackConfig): Handler {
  return async (request) =>
    refuseMalformedToken(request) ??
    refuseCostlyFilter(new URL(request.url)) ??
    (await refuseBeforehand(request, sql, config)) ??
    lite(request)
}

/**
 * Repairs: lite serves a request with a malformed bearer token as anon. PostgREST answers 401, and so a client with
 * a broken session notices. API keys in that header are what supabase-js sends without a session.
 */
function refuseMalformedToken(request: Request): Response | undefined {
  const header = request.headers.get('authorization')
  const token = header?.match(/^bearer\s+(.*)$/i)?.[1]
  if (token === undefined || token.startsWith('sb_')) return undefined
  const parts = token.split('.').length
  if (parts === 3) return undefined
  return Response.json(
    { code: 'PGRST301', details: null, hint: null, message: `Expected 3 parts in JWT; got ${parts}` },
    { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
  )
}

/**
 * Repairs: lite compiles conditions of any depth until the database's stack ends, and a pattern of a member runs
 * until the time limit; both end as 500 there. A hosted project says the latter with SQLSTATE 57014 after 8 seconds.
 */
function refuseCostlyFilter({ searchParams }: URL): Response | undefined {
  for (const [name, value] of searchParams) {
    if (depthOf(value) > deepestCondition) return refusal(400, 'PGRST100', 'The condition is too deep')
    const isCondition = /(^|\.)(or|and)$/.test(name)
    const pattern = isCondition ? /\.i?match(\(\w*\))?\./i : /^(not\.)?i?match(\(\w*\))?\./i
    if (pattern.test(value))
      return refusal(400, 'PGRST100', 'Filters by pattern are not offered', 'Use ilike instead.')
  }
  return undefined
}

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const character of text) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** Repairs: lite knows no `pgrst.db_pre_request`. What the function refuses, it refuses here as there. */
async function refuseBeforehand(
  request: Request,
  sql: Sql,
  config: StackConfig,
): Promise<Response | undefined> {
  const role = roleOf(request, config)
  const path = new URL(request.url).pathname.slice(prefix.length) || '/'
  const headers = JSON.stringify(Object.fromEntries(request.headers))
  try {
    await sql.begin(async (transaction) => {
      await transaction`
        select set_config('role', ${role}, true), set_config('request.method', ${request.method}, true),
          set_config('request.path', ${path}, true), set_config('request.headers', ${headers}, true)`
      await transaction`select public.pre_request()`
    })
    return undefined
  } catch (error) {
    const { code, message, detail, hint } = error as Record<string, string | undefined>
    const status = /^PT(\d{3})$/.exec(code ?? '')?.[1]
    if (!code || !status) throw error
    return refusal(Number(status), code, message ?? '', hint, detail)
  }
}

/** Anybody who does not hold the service's key, in either form, is refused alike. */
function roleOf(request: Request, { secrets }: StackConfig): 'service_role' | 'authenticated' {
  if (carriesSecret(request, secrets.secretKey)) return 'service_role'
  const token = /^bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  return verifiedClaims(token, secrets.jwtSecret)?.['role'] === 'service_role'
    ? 'service_role'
    : 'authenticated'
}

function refusal(status: number, code: string, message: string, hint?: string, details?: string): Response {
  return Response.json({ code, message, details: details ?? null, hint: hint ?? null }, { status })
}
