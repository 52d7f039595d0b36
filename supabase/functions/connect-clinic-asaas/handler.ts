import { z } from 'zod'
import type { PixUser } from '../_shared/clinic/pix/database.ts'
import { readWebhookAddress, webhookAddress } from '../_shared/clinic/pix/webhook-address.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import type { AsaasEnvironment, Env } from '../_shared/platform/env.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { sha256Hex } from '../_shared/platform/hash.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { isObject, listAt, textAt } from '../_shared/platform/json.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { Fetch } from '../_shared/platform/provider-http.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import type { AsaasAnswer } from '../_shared/providers/asaas/answer.ts'
import { createAsaasClient } from '../_shared/providers/asaas/client.ts'

const command = z.object({
  tenant_id: z.guid().transform((id) => id.toLowerCase()),
  api_key: z.string().trim().min(20).max(300),
})

export interface ConnectDeps {
  auth: Authenticator
  pixAsUser(claims: UserClaims): Pick<PixUser, 'requireAdmin' | 'connect'>
  env: Pick<Env, 'clinicsAsaas'>
  fetch: Fetch
  secrets: SecretBox
  publicUrl: string
  log: Log
}

/**
 * A clinic connects its own account of Asaas: the key is tried, and the webhook of the account is set, before anything
 * is saved. An account that was connected before is known by its webhook and goes on under its old id, so what it was
 * charged with stays with it.
 */
export function createHandler(deps: ConnectDeps): Handler {
  return endpoint(
    { name: 'connect-clinic-asaas', methods: ['POST'], log: deps.log },
    async (request, { log }) => {
      const claims = await deps.auth.user(request)
      const { tenant_id: tenantId, api_key: apiKey } = await readCommand(request, command)
      const user = deps.pixAsUser(claims)
      await user.requireAdmin(tenantId)
      const environment = environmentOf(apiKey)
      const asaas = createAsaasClient(deps.fetch, { apiUrl: deps.env.clinicsAsaas[environment], apiKey })
      const known = listAt(taken(await asaas.webhooks()), 'data')
        .filter(isObject)
        .map((webhook) => ({ id: textAt(webhook, 'id'), owner: ownerOf(textAt(webhook, 'url')) }))
        .find(({ owner }) => owner?.tenantId === tenantId)
      const accountId = known?.owner?.accountId ?? crypto.randomUUID()
      const token = newToken()
      const fields = {
        name: 'Zelo',
        url: webhookAddress(deps.publicUrl, tenantId, accountId),
        email: textAt(claims, 'email') ?? 'nao-responda@zelo.invalid',
        enabled: true,
        interrupted: false,
        apiVersion: 3,
        authToken: token,
        sendType: 'NON_SEQUENTIALLY',
        events: paymentEvents,
      } as const
      const webhook = { ...fields, events: [...fields.events] }
      taken(known?.id ? await asaas.updateWebhook(known.id, webhook) : await asaas.createWebhook(webhook))
      const account = await user.connect({
        tenantId,
        id: accountId,
        environment,
        keyHint: apiKey.slice(-4),
        webhookSha256: sha256Hex(token),
        credentials: await deps.secrets.seal({ api_key: apiKey }, { tenantId, channelId: accountId }),
      })
      log.info('account connected', { tenant_id: tenantId, environment })
      return json(account)
    },
  )

  function ownerOf(url: string | null) {
    return url?.startsWith(`${deps.publicUrl}/`) ? readWebhookAddress(url) : null
  }
}

/** What moves money; Asaas stops telling a queue that fails, so the rest is not asked for. */
const paymentEvents = [
  'PAYMENT_CONFIRMED',
  'PAYMENT_RECEIVED',
  'PAYMENT_DELETED',
  'PAYMENT_RESTORED',
  'PAYMENT_REFUNDED',
  'PAYMENT_PARTIALLY_REFUNDED',
  'PAYMENT_REFUND_DENIED',
  'PAYMENT_RECEIVED_IN_CASH_UNDONE',
  'PAYMENT_CHARGEBACK_REQUESTED',
  'PAYMENT_CHARGEBACK_DISPUTE',
  'PAYMENT_AWAITING_CHARGEBACK_REVERSAL',
]

/** Keys say where they belong: `$aact_hmlg_…` to the sandbox. */
function environmentOf(apiKey: string): AsaasEnvironment {
  return apiKey.startsWith('$aact_hmlg_') ? 'sandbox' : 'production'
}

function newToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(32))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

function taken(answer: AsaasAnswer) {
  if (answer.kind === 'ok') return answer.body
  if (answer.kind === 'unauthorized')
    throw new ApiError(400, 'pix_key_refused', 'Asaas does not accept this key. Copy it again.')
  if (answer.kind === 'busy' || answer.kind === 'unknown')
    throw new ApiError(503, 'payments_unavailable', 'Asaas does not answer right now. Try again in a moment.')
  throw new ApiError(502, 'payment_refused', 'Asaas refused the connection.')
}
