import { z } from 'zod'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import { DinamizeFailure, type DinamizeAnswer } from '../_shared/providers/dinamize/answer.ts'
import type { DinamizeClient, DinamizeLogin } from '../_shared/providers/dinamize/client.ts'
import type { DinamizeService, DinamizeUser } from '../_shared/sales/dinamize.ts'

const field = z
  .string()
  .regex(/^cmp\d{1,9}$/)
  .nullable()
const login = {
  tenant_id: z.guid().transform((id) => id.toLowerCase()),
  user: z.string().trim().min(1).max(200),
  /** Left out, the one that is kept is used. */
  password: z.string().min(1).max(200).optional(),
  client_code: z.string().trim().min(1).max(60),
}
const command = z.discriminatedUnion('action', [
  z.object({ action: z.literal('lists'), ...login }),
  z.object({ action: z.literal('fields'), ...login, list_code: z.string().min(1).max(60) }),
  z.object({
    action: z.literal('connect'),
    ...login,
    list_code: z.string().min(1).max(60),
    phone_field: field,
    company_field: field,
    is_pushing: z.boolean(),
    is_pulling: z.boolean(),
    brings_all: z.boolean(),
  }),
])

export interface ConnectDeps {
  auth: Authenticator
  dinamize: Pick<DinamizeService, 'session'>
  dinamizeAsUser(claims: UserClaims): DinamizeUser
  openLogin(login: DinamizeLogin): DinamizeClient
  secrets: SecretBox
  log: Log
}

/**
 * A clinic connects its account of Dinamize: user, password and list are tried before anything is saved. `lists` and
 * `fields` answer what there is to choose from.
 *
 * 200 {lists} | {fields} | as get_dinamize.
 */
export function createHandler(deps: ConnectDeps): Handler {
  return endpoint(
    { name: 'connect-dinamize', methods: ['POST'], log: deps.log },
    async (request, { log }) => {
      const claims = await deps.auth.user(request)
      const asked = await readCommand(request, command)
      const tenantId = asked.tenant_id
      const person = deps.dinamizeAsUser(claims)
      await person.requireAdmin(tenantId)
      const kept = asked.password === undefined ? await keptPassword(tenantId, asked.client_code) : null
      const password = asked.password ?? kept?.password ?? ''
      const client = deps.openLogin({ user: asked.user, password, clientCode: asked.client_code })
      const lists = await client.lists().catch(refused)
      if (asked.action === 'lists') return json({ lists })
      const list = lists.find(({ code }) => code === asked.list_code)
      if (!list) throw new ApiError(400, 'dinamize_list_unknown', 'This list is not in the account.')
      const fields = await client.fields(list.code).catch(refused)
      if (asked.action === 'fields')
        return json({ fields: fields.map(({ code, name }) => ({ code: cmp(code), name })) })
      for (const wanted of [asked.phone_field, asked.company_field]) {
        if (wanted !== null && !fields.some(({ code }) => cmp(code) === wanted))
          throw new ApiError(400, 'dinamize_list_unknown', 'The list has no such field.')
      }
      const id = kept?.id ?? crypto.randomUUID()
      const saved = await person.connect(
        tenantId,
        id,
        {
          client_code: asked.client_code,
          user_hint: asked.user,
          list_code: list.code,
          list_name: list.name,
          phone_field: asked.phone_field,
          company_field: asked.company_field,
          is_pushing: asked.is_pushing,
          is_pulling: asked.is_pulling,
          brings_all: asked.brings_all,
        },
        kept ? null : await deps.secrets.seal({ user: asked.user, password }, { tenantId, channelId: id }),
      )
      log.info('Dinamize connected', { tenant_id: tenantId })
      return json(saved)
    },
  )

  /** The same account, chosen again: only what is said about it changes. */
  async function keptPassword(tenantId: string, clientCode: string) {
    const session = await deps.dinamize.session(tenantId)
    if (session?.client_code !== clientCode)
      throw new ApiError(400, 'dinamize_password_required', 'Type the password of the account.')
    const { password = '' } = await deps.secrets.open(session.credentials, {
      tenantId,
      channelId: session.id,
    })
    return { id: session.id, password }
  }
}

/** Fields are named `cmp<N>` in contacts; the list of them may say the number alone. */
const cmp = (code: string) => (code.startsWith('cmp') ? code : `cmp${code}`)

function refused(error: unknown): never {
  if (!(error instanceof DinamizeFailure)) throw error
  throw toApiError(error.answer)
}

function toApiError(answer: Exclude<DinamizeAnswer, { kind: 'ok' }>): ApiError {
  switch (answer.kind) {
    case 'refused':
      return new ApiError(400, 'dinamize_refused', 'Dinamize does not accept this user, password or account.')
    case 'limited':
      return new ApiError(429, 'dinamize_busy', 'Dinamize takes no more calls for a moment.', {
        retryAfterSeconds: answer.seconds,
      })
    case 'session':
    case 'failed':
      return new ApiError(502, 'dinamize_unavailable', `Dinamize refused the call (${answer.code}).`)
    case 'unknown':
      return new ApiError(
        503,
        'dinamize_unavailable',
        'Dinamize does not answer right now. Try again in a moment.',
      )
  }
}
