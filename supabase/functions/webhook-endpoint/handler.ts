import { z } from 'zod'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import { checkServerAddress, type ResolveHost } from '../_shared/platform/server-address.ts'
import type { WebhookUser } from '../_shared/trust/webhooks.ts'
import { newWebhookSecret } from '../_shared/trust/webhook-signature.ts'

const id = z.guid().transform((value) => value.toLowerCase())

const command = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('save'),
    tenant_id: id,
    id,
    url: z.string().trim().min(8).max(500),
    description: z.string().max(120).nullable().default(null),
    events: z.array(z.string().max(60)).min(1).max(50),
  }),
  z.object({ act: z.literal('rotate'), tenant_id: id, id }),
])

export interface WebhookEndpointDeps {
  auth: Authenticator
  webhooksAsUser(claims: UserClaims): WebhookUser
  secrets: SecretBox
  resolveHost: ResolveHost
  allowPrivateProviders: boolean
  log: Log
}

/**
 * Saves where a clinic wants its events sent, or replaces the secret that signs them. A new secret is in the answer, this
 * once; whoever asked and did not hear replaces it.
 */
export function createHandler(deps: WebhookEndpointDeps): Handler {
  return endpoint(
    { name: 'webhook-endpoint', methods: ['POST'], log: deps.log },
    async (request, { log }) => {
      const claims = await deps.auth.user(request)
      const asked = await readCommand(request, command)
      const user = deps.webhooksAsUser(claims)
      await user.requireAdmin(asked.tenant_id)
      const secret = newWebhookSecret()
      const sealed = await deps.secrets.seal({ secret }, { tenantId: asked.tenant_id, channelId: asked.id })
      if (asked.act === 'rotate') {
        const row = await user.rotateSecret(asked.tenant_id, asked.id, sealed)
        log.info('secret of an endpoint replaced', { tenant_id: asked.tenant_id, endpoint_id: asked.id })
        return json({ ...row, secret })
      }
      await checkServerAddress(asked.url, {
        allowPrivate: deps.allowPrivateProviders,
        resolve: deps.resolveHost,
      })
      const url = new URL(asked.url)
      url.hash = ''
      const row = await user.saveEndpoint({
        tenantId: asked.tenant_id,
        id: asked.id,
        url: url.href,
        description: asked.description,
        events: asked.events,
        secret: sealed,
      })
      return json(row['is_new'] === true ? { ...row, secret } : row)
    },
  )
}
