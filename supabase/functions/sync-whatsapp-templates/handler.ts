import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { GraphClient } from '../_shared/providers/meta/graph.ts'
import type { TwilioClient } from '../_shared/providers/twilio/client.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import { listCloudTemplates, listTemplates } from './templates.ts'
import type { MessagingDatabase } from '../_shared/messaging/database.ts'

const command = z.object({ tenant_id: z.guid() })

export interface SyncDeps {
  auth: Authenticator
  database: Pick<MessagingDatabase, 'asUser' | 'service'>
  twilio: TwilioClient
  graph: GraphClient
  secrets: SecretBox
  log: Log
}

/**
 * Looks up what WhatsApp decided about the clinic's templates and answers with all of them. Twilio tells nobody when
 * that changes, and Meta not always, so a screen asks when it opens; who asks again at once gets what was just looked up.
 */
export function createHandler(deps: SyncDeps): Handler {
  return endpoint({ name: 'sync-whatsapp-templates', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const { tenant_id } = await readCommand(request, command)
    const user = deps.database.asUser(claims)
    const { channel_id, synced_at, is_fresh } = await user.templateSyncTarget(tenant_id)
    const syncedAt = is_fresh ? synced_at : await sync(tenant_id, channel_id)
    return json({ templates: await user.listMessageTemplates(tenant_id), synced_at: syncedAt })
  })

  /** Runs with the rights of the service, because no person may read credentials; the caller was checked before. */
  async function sync(tenantId: string, channelId: string): Promise<string | null> {
    const channel = await deps.database.service.channelCredentials(tenantId, channelId)
    const secrets = channel?.credentials
      ? await deps.secrets.open(channel.credentials, { tenantId, channelId }).catch(refuse)
      : {}
    const owner = channel?.account_sid ?? channel?.parent_id ?? ''
    const templates =
      channel?.account_sid == null
        ? await listCloudTemplates(deps.graph, owner, secrets.access_token ?? '')
        : await listTemplates(deps.twilio, { accountSid: owner, authToken: secrets.auth_token ?? '' })
    return await deps.database.service.replaceMessageTemplates(tenantId, channelId, owner, templates)
  }
}

function refuse(cause: unknown): never {
  if (cause instanceof ApiError) throw cause
  throw new ApiError(
    422,
    'invalid_credentials',
    'The stored credentials do not open. Connect the number again.',
    {
      cause,
    },
  )
}
