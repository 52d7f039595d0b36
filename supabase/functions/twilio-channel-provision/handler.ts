import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { TwilioClient } from '../_shared/providers/twilio/client.ts'
import { pastedAddresses, twilioWebhook } from '../_shared/providers/twilio/webhook.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import { checkAccount, checkSender } from './account.ts'
import type { MessagingDatabase } from '../_shared/messaging/database.ts'

const command = z.object({
  tenant_id: z.guid(),
  account_sid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-zA-Z]{30,32}$/),
  auth_token: z.string().trim().min(8).max(200),
  sender_phone: z
    .string()
    .transform((text) => text.replace(/^whatsapp:/, '').replace(/[\s().-]/g, ''))
    .pipe(z.string().regex(/^\+\d{8,15}$/)),
  messaging_service_sid: z
    .string()
    .trim()
    .regex(/^(MG[0-9a-zA-Z]{30,32})?$/)
    .nullish(),
})

export interface ProvisionDeps {
  auth: Authenticator
  database: Pick<MessagingDatabase, 'asUser'>
  twilio: TwilioClient
  secrets: SecretBox
  publicUrl: string
  log: Log
}

/**
 * Connects the clinic's official number: credentials and sender are tried before anything is saved. GET answers the
 * addresses to paste on Twilio's console, for whoever comes back to them later.
 */
export function createHandler(deps: ProvisionDeps): Handler {
  const addresses = pastedAddresses(twilioWebhook(deps.publicUrl))
  const options = { name: 'twilio-channel-provision', methods: ['GET', 'POST'], log: deps.log }
  return endpoint(options, async (request) => {
    const claims = await deps.auth.user(request)
    if (request.method === 'GET') return json(addresses)
    const wanted = await readCommand(request, command)
    const user = deps.database.asUser(claims)
    await user.requireAdmin(wanted.tenant_id)
    const account = { accountSid: wanted.account_sid, authToken: wanted.auth_token }
    await checkAccount(deps.twilio, account)
    await checkSender(deps.twilio, account, wanted.sender_phone)
    const channelId = await user.reserveChannelId(wanted.tenant_id, 'twilio')
    const owner = { tenantId: wanted.tenant_id, channelId }
    const { channel_id, state } = await user.configureTwilioChannel({
      tenantId: wanted.tenant_id,
      accountSid: wanted.account_sid,
      senderPhone: wanted.sender_phone,
      messagingServiceSid: wanted.messaging_service_sid || null,
      credentials: await deps.secrets.seal({ auth_token: wanted.auth_token }, owner),
    })
    return json({ channel_id, state, ...addresses })
  })
}
