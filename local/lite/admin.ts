import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import type { StackConfig } from '../config.ts'
import type { Handler } from './auth.ts'
import { readAuthBody } from './auth-body.ts'
import { sendTemplate } from './mail.ts'
import { listFactors, removeFactor } from './mfa.ts'

interface AdminUser {
  id: string
  email: string
  [column: string]: unknown
}

interface UserFields {
  id?: string
  email?: string
  password?: string
  email_confirm?: boolean
  user_metadata?: Record<string, unknown>
  app_metadata?: Record<string, unknown>
  ban_duration?: string
}

interface LinkFields extends UserFields {
  type?: string
  data?: Record<string, unknown>
  redirect_to?: string
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const tokenColumns = {
  signup: 'confirmation',
  invite: 'confirmation',
  magiclink: 'recovery',
  recovery: 'recovery',
} as const

/** Repairs: lite has no admin API. These are the calls of `supabase.auth.admin` for users and links. */
export function createAdminHandler(sql: Sql, config: StackConfig): Handler {
  return async (request) => {
    if (!carriesSecret(request, config.secrets.secretKey)) {
      return problem(401, 'no_authorization', 'This endpoint requires a valid Bearer token')
    }
    const url = new URL(request.url)
    const [resource = '', id, part, partId] = url.pathname
      .replace('/auth/v1/', '')
      .replace(/^admin\//, '')
      .split('/')
    const read = readAuthBody(await request.text())
    if ('fault' in read) return problem(400, 'bad_json', read.fault)
    const body = read.fields as LinkFields
    if (part !== undefined) return factorsOf(request.method, id ?? '', part, partId)
    switch (`${request.method} ${resource}${id ? '/:id' : ''}`) {
      case 'GET users':
        return listUsers(url)
      case 'POST users':
        return createUser(body)
      case 'GET users/:id':
        return answerUser(await readUser(id ?? ''))
      case 'PUT users/:id':
        return updateUser(id ?? '', body)
      case 'DELETE users/:id':
        return deleteUser(id ?? '')
      case 'POST generate_link':
        return generateLink(body)
      case 'POST invite':
        return invite(body, url.searchParams.get('redirect_to') ?? undefined)
      default:
        return problem(404, 'not_found', 'The admin API of the embedded stack has no such call')
    }
  }

  async function factorsOf(
    method: string,
    userId: string,
    part: string,
    id: string | undefined,
  ): Promise<Response> {
    if (part !== 'factors' || !uuid.test(userId) || (id !== undefined && !uuid.test(id)))
      return problem(404, 'not_found', 'The admin API of the embedded stack has no such call')
    if (method === 'GET' && id === undefined) return Response.json(await listFactors(sql, userId))
    if (method !== 'DELETE' || id === undefined || !(await removeFactor(sql, userId, id)))
      return problem(404, 'mfa_factor_not_found', 'Factor not found')
    return Response.json({ id })
  }

  async function listUsers(url: URL): Promise<Response> {
    const perPage = positive(url.searchParams.get('per_page'), 50, 1000)
    const page = positive(url.searchParams.get('page'), 1, 1_000_000)
    const users = await selectUsers(
      sql`where deleted_at is null order by created_at desc, id limit ${perPage} offset ${(page - 1) * perPage}`,
    )
    const [count] = await sql<
      { total: number }[]
    >`select count(*)::int as total from auth.users where deleted_at is null`
    const total = count?.total ?? 0
    const last = Math.max(1, Math.ceil(total / perPage))
    const at = (n: number, rel: string) => `</admin/users?page=${n}&per_page=${perPage}>; rel="${rel}"`
    const link = [...(page < last ? [at(page + 1, 'next')] : []), at(last, 'last')].join(', ')
    return Response.json(
      { users, aud: 'authenticated' },
      { headers: { 'x-total-count': String(total), link } },
    )
  }

  async function createUser(fields: UserFields): Promise<Response> {
    if (!fields.email)
      return problem(400, 'validation_failed', 'Cannot create a user without either an email or phone')
    if (fields.id !== undefined && !uuid.test(fields.id))
      return problem(400, 'validation_failed', 'ID must conform to the uuid v4 format')
    const user = await insertUser(fields, fields.email_confirm === true)
    return user ? answerUser(user) : emailExists()
  }

  async function updateUser(id: string, fields: UserFields): Promise<Response> {
    if (!uuid.test(id)) return answerUser(undefined)
    const ban = fields.ban_duration
    if (ban !== undefined && !/^(none|(\d+(\.\d+)?(h|m|s))+)$/.test(ban))
      return problem(400, 'validation_failed', 'invalid format for ban duration')
    const banned =
      ban === undefined ? sql`banned_until` : ban === 'none' ? sql`null` : sql`now() + ${ban}::interval`
    try {
      await sql`
        update auth.users set
          email = coalesce(${fields.email?.toLowerCase() ?? null}, email),
          encrypted_password = coalesce(${passwordHash(fields.password)}, encrypted_password),
          email_confirmed_at = case when ${fields.email_confirm ?? false} then coalesce(email_confirmed_at, now())
            else email_confirmed_at end,
          raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || ${sql.json((fields.user_metadata ?? {}) as never)},
          raw_app_meta_data = coalesce(raw_app_meta_data, '{}') || ${sql.json((fields.app_metadata ?? {}) as never)},
          banned_until = ${banned}, updated_at = now()
        where id = ${id}`
    } catch (error) {
      if ((error as { code?: string }).code === '23505') return emailExists()
      throw error
    }
    return answerUser(await readUser(id))
  }

  async function deleteUser(id: string): Promise<Response> {
    const user = await readUser(id)
    if (!user) return answerUser(undefined)
    await sql`delete from auth.users where id = ${id}`
    return answerUser(user)
  }

  async function generateLink(fields: LinkFields): Promise<Response> {
    const link = await makeLink(fields)
    return link instanceof Response ? link : Response.json({ ...link.user, ...link.properties })
  }

  async function invite(fields: LinkFields, redirectTo: string | undefined): Promise<Response> {
    const link = await makeLink({ ...fields, type: 'invite', redirect_to: redirectTo })
    if (link instanceof Response) return link
    await sendTemplate(config.urls.smtp, 'invite', link.user.email, {
      SiteURL: config.urls.app,
      TokenHash: link.properties.hashed_token,
      Email: link.user.email,
    })
    return Response.json(link.user)
  }

  /** Makes the user where the type of link allows it, and stores the token that lite's `/verify` looks for. */
  async function makeLink(fields: LinkFields) {
    const type = (fields.type ?? '') as keyof typeof tokenColumns
    const column = tokenColumns[type]
    const email = fields.email?.toLowerCase() ?? ''
    if (!column || !email) return problem(400, 'validation_failed', 'A link needs an email and a known type')
    let [user] = await selectUsers(sql`where email = ${email}`)
    if (user && (type === 'signup' || type === 'invite')) return emailExists()
    if (!user && type === 'recovery') return problem(404, 'user_not_found', 'User with this email not found')
    user ??= await insertUser(
      { email, password: fields.password, user_metadata: fields.data },
      type === 'magiclink',
    )
    if (!user) return emailExists()

    const otp = String(randomInt(0, 1_000_000)).padStart(6, '0')
    const token = createHash('sha256').update(`${email}${otp}`).digest('hex')
    await sql`
      update auth.users set ${sql(`${column}_token`)} = ${token}, ${sql(`${column}_sent_at`)} = now(),
        invited_at = case when ${type === 'invite'} then now() else invited_at end
      where id = ${user.id}`
    const redirectTo = fields.redirect_to ?? config.urls.app
    const action = new URL(`${config.urls.gateway}/auth/v1/verify`)
    action.search = new URLSearchParams({ token, type, redirect_to: redirectTo }).toString()
    const properties = {
      action_link: action.toString(),
      email_otp: otp,
      hashed_token: token,
      redirect_to: redirectTo,
      verification_type: type,
    }
    return { user, properties }
  }

  async function insertUser(fields: UserFields, confirmed: boolean): Promise<AdminUser | undefined> {
    const id = fields.id ?? randomUUID()
    const email = fields.email?.toLowerCase() ?? ''
    const metadata = {
      ...fields.user_metadata,
      sub: id,
      email,
      email_verified: confirmed,
      phone_verified: false,
    }
    const password = fields.password ?? randomBytes(32).toString('base64url')
    const inserted = await sql`
      insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
        raw_user_meta_data, created_at, updated_at)
      values (${id}, 'authenticated', 'authenticated', ${email}, ${passwordHash(password)},
        ${confirmed ? sql`now()` : null},
        ${sql.json({ provider: 'email', providers: ['email'], ...fields.app_metadata } as never)},
        ${sql.json((fields.user_metadata ?? {}) as never)}, now(), now())
      on conflict do nothing
      returning id`
    if (inserted.length === 0) return undefined
    await sql`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at, created_at, updated_at)
      values (${randomUUID()}, 'email', ${id}, ${id}, ${sql.json(metadata as never)}, now(), now(), now())`
    return readUser(id)
  }

  function passwordHash(password: string | undefined) {
    return password === undefined
      ? sql`null::text`
      : sql`extensions.crypt(${password}, extensions.gen_salt('bf', 10))`
  }

  async function readUser(id: string): Promise<AdminUser | undefined> {
    if (!uuid.test(id)) return undefined
    const [user] = await selectUsers(sql`where id = ${id}`)
    return user
  }

  function selectUsers(where: ReturnType<Sql>) {
    return sql<AdminUser[]>`
      select id, aud, role, email, coalesce(phone, '') as phone, email_confirmed_at, confirmed_at, invited_at,
        confirmation_sent_at, recovery_sent_at, last_sign_in_at, banned_until, is_anonymous, created_at, updated_at,
        raw_app_meta_data as app_metadata, raw_user_meta_data as user_metadata,
        (select coalesce(jsonb_agg(jsonb_build_object('identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id,
          'identity_data', i.identity_data, 'provider', i.provider, 'email', i.email, 'created_at', i.created_at,
          'updated_at', i.updated_at, 'last_sign_in_at', i.last_sign_in_at)), '[]')
          from auth.identities i where i.user_id = u.id) as identities
      from auth.users u ${where}`
  }
}

export function carriesSecret(request: Request, secretKey: string): boolean {
  return request.headers.get('apikey') === secretKey
}

function answerUser(user: AdminUser | undefined): Response {
  return user ? Response.json(user) : problem(404, 'user_not_found', 'User not found')
}

function emailExists(): Response {
  return problem(422, 'email_exists', 'A user with this email address has already been registered')
}

function problem(status: number, code: string, msg: string): Response {
  return Response.json(
    { code: status, error_code: code, msg },
    { status, headers: { 'x-sb-error-code': code } },
  )
}

function positive(text: string | null, otherwise: number, most: number): number {
  const number = Math.trunc(Number(text))
  return number >= 1 ? Math.min(number, most) : otherwise
}
