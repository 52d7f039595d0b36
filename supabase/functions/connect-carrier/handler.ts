import { z } from 'zod'
import type { OpenCarrier } from '../_shared/commerce/carriers/carriers.ts'
import type { CommerceUser } from '../_shared/commerce/database.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'

const command = z.object({
  tenant_id: z.guid().transform((id) => id.toLowerCase()),
  provider: z.string().regex(/^[a-z_]{1,40}$/),
  token: z.string().trim().min(16).max(5000).regex(/^\S+$/),
  /** Where the clinic sends from. */
  origin_cep: z
    .string()
    .transform((cep) => cep.replace(/\D/g, ''))
    .pipe(z.string().length(8)),
  extra_cents: z.int().min(0).max(100_000).default(0),
  extra_days: z.int().min(0).max(60).default(0),
})

export interface ConnectCarrierDeps {
  auth: Authenticator
  commerceAsUser(claims: UserClaims): Pick<CommerceUser, 'requireAdmin' | 'connectCarrier'>
  openCarrier: OpenCarrier
  secrets: Pick<SecretBox, 'seal'>
  log: Log
}

/** Something small to a place that every carrier knows: it shows that the key is taken. */
const trial = { to: '01310100', grams: 300, cents: 5000 }

/** A clinic connects its own account at a carrier: the key is tried before anything is saved. */
export function createHandler(deps: ConnectCarrierDeps): Handler {
  return endpoint({ name: 'connect-carrier', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    const claims = await deps.auth.user(request)
    const { tenant_id: tenantId, provider, token, ...more } = await readCommand(request, command)
    const user = deps.commerceAsUser(claims)
    await user.requireAdmin(tenantId)
    const carrier = deps.openCarrier(provider, token)
    if (!carrier) throw new ApiError(400, 'invalid_carrier', 'There is no such carrier.')
    const answer = await carrier.quote({ ...trial, from: more.origin_cep })
    if (answer.kind === 'unauthorized')
      throw new ApiError(400, 'carrier_key_refused', 'The carrier does not accept this key. Copy it again.')
    if (answer.kind === 'unknown')
      throw new ApiError(
        503,
        'carrier_unavailable',
        'The carrier does not answer right now. Try again in a moment.',
      )
    const id = crypto.randomUUID()
    const connected = await user.connectCarrier({
      tenantId,
      id,
      provider,
      originCep: more.origin_cep,
      extraCents: more.extra_cents,
      extraDays: more.extra_days,
      keyHint: token.slice(-4),
      credentials: await deps.secrets.seal({ token }, { tenantId, channelId: id }),
    })
    log.info('carrier connected', { tenant_id: tenantId, provider })
    return json(connected)
  })
}
