/** A body of the Auth API, or the sentence that says what is wrong with it. */
export type AuthBody = { fields: Record<string, unknown> } | { fault: string }

const texts = new Set([
  'email',
  'password',
  'phone',
  'type',
  'token',
  'token_hash',
  'refresh_token',
  'auth_code',
  'code_verifier',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'scope',
  'id',
  'role',
  'redirect_to',
  'ban_duration',
  'factor_type',
  'friendly_name',
  'issuer',
  'challenge_id',
  'code',
])
const objects = new Set(['data', 'user_metadata', 'app_metadata', 'options', 'gotrue_meta_security'])
const switches = new Set(['create_user', 'email_confirm', 'should_soft_delete'])

/** Deeper than anybody's profile; the recursion of JSON and of jsonb ends far below. */
const deepest = 50
/** Length of `auth.users.email`. */
const longestEmail = 255

/**
 * Repairs: lite takes any JSON for an object with fields of the right kinds, and what it cannot work with, or the
 * database cannot store, ends as 500. GoTrue answers 400.
 */
export function readAuthBody(body: string): AuthBody {
  if (body === '') return { fields: {} }
  const fields = parse(body)
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    return { fault: 'Could not parse request body as JSON' }
  }
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
  const fault = faultOf(given)
  return fault === undefined ? { fields: given } : { fault }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function faultOf(fields: Record<string, unknown>): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    if (texts.has(name) && typeof value !== 'string') return `${name} must be a text`
    if (switches.has(name) && typeof value !== 'boolean') return `${name} must be true or false`
    if (objects.has(name) && (typeof value !== 'object' || Array.isArray(value)))
      return `${name} must be an object`
  }
  if (String(fields.email ?? '').length > longestEmail)
    return 'Unable to validate email address: invalid format'
  return isStorable(fields) ? undefined : 'The body has text that cannot be stored'
}

/** Postgres has no NUL, no half of a surrogate pair and no JSON without end. */
function isStorable(value: unknown, depth = 0): boolean {
  if (depth > deepest) return false
  if (typeof value === 'string') return !/\0|\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item, depth + 1))
}
