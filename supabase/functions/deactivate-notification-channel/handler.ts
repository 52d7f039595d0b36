import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { MessagingDatabase } from '../_shared/messaging/database.ts'

const command = z.object({ tenant_id: z.guid(), channel_id: z.guid() })

export interface DeactivateDeps {
  auth: Authenticator
  database: Pick<MessagingDatabase, 'asUser'>
  log: Log
}

/**
 * Stops sending through a channel. Its webhook stays: what patients still write to that number is stored, so that
 * nothing is lost while the clinic changes providers.
 */
export function createHandler(deps: DeactivateDeps): Handler {
  return endpoint(
    { name: 'deactivate-notification-channel', methods: ['POST'], log: deps.log },
    async (request) => {
      const claims = await deps.auth.user(request)
      const { tenant_id, channel_id } = await readCommand(request, command)
      const channel = await deps.database.asUser(claims).deactivateChannel(tenant_id, channel_id)
      return json({ channel_id: channel.channel_id, is_active: channel.is_active })
    },
  )
}
