import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import type { MessagingDatabase } from '../_shared/messaging/database.ts'
import type { Providers } from '../_shared/messaging/sending.ts'
import type { TypingTarget } from '../_shared/messaging/types.ts'
import type { OwnTyping } from '../_shared/providers/provider.ts'

const command = z.object({
  tenant_id: z.guid(),
  thread_key: z.string().min(1).max(200),
  state: z.enum(['composing', 'recording']),
})

export interface TypingDeps {
  auth: Authenticator
  database: Pick<MessagingDatabase, 'asUser'>
  providers: Providers
  secrets: SecretBox
  mayShowTyping(conversation: string): boolean
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

/**
 * Somebody writes or records in a conversation, and the person sees it for some seconds. SQL says whether they are to. It
 * is asked of the provider at most once in ten seconds, and neither repeated nor waited for: an answer says nothing.
 *
 * 200 {shown}: false where the person sees nothing of it, so that the app need not ask again.
 */
export function createHandler(deps: TypingDeps): Handler {
  return endpoint({ name: 'show-whatsapp-typing', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const asked = await readCommand(request, command)
    const target = await deps.database.asUser(claims).showTyping(asked.tenant_id, asked.thread_key)
    if (target === null || deps.providers[target.provider].showTyping === undefined)
      return json({ shown: false })
    if (deps.mayShowTyping(target.thread_id)) deps.waitUntil(show(deps, target, asked.state))
    return json({ shown: true })
  })
}

async function show({ providers, secrets, log }: TypingDeps, target: TypingTarget, state: OwnTyping) {
  try {
    const owner = { tenantId: target.tenant_id, channelId: target.channel_id }
    const credentials = await secrets.open(target.channel.credentials, owner)
    await providers[target.provider].showTyping?.(target, credentials, state)
  } catch (error) {
    log.debug('typing not shown', { tenant_id: target.tenant_id, ...describeError(error) })
  }
}
