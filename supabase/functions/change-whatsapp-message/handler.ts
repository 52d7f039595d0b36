import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { RunChange } from '../_shared/messaging/changing.ts'
import type { MessagingDatabase } from '../_shared/messaging/database.ts'

const command = z.object({
  tenant_id: z.guid(),
  message_id: z.guid(),
  change: z.enum(['react', 'edit', 'delete']),
  /** An emoji, empty to take a reaction back; the new words of an edit. */
  value: z.string().max(70_000).default(''),
})

export interface ChangeDeps {
  auth: Authenticator
  database: Pick<MessagingDatabase, 'asUser'>
  runChange: RunChange
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

/**
 * A person reacts to a message, changes the words of one of the clinic's, or deletes it for everyone. SQL checks what the
 * channel can and hands the wish to this request, which asks the provider at once; interrupted, the worker goes on.
 *
 * 200 {message, state: 'done'}; 202 {message, state: 'retry'} when it is tried again by itself; 409 change_refused when
 * the provider said no (hint: why).
 */
export function createHandler(deps: ChangeDeps): Handler {
  return endpoint({ name: 'change-whatsapp-message', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const asked = await readCommand(request, command)
    const { message, lease } = await deps.database.asUser(claims).requestMessageChange({
      tenantId: asked.tenant_id,
      messageId: asked.message_id,
      change: asked.change,
      value: asked.value,
    })
    const changing = deps.runChange(lease)
    // The person may close the page: the attempt and its report go on.
    deps.waitUntil(changing)
    const changed = await changing
    if (changed.state === 'permanent' || changed.state === 'dead') {
      throw new ApiError(409, 'change_refused', 'WhatsApp did not make this change.', {
        ...(changed.reason ? { hint: changed.reason } : {}),
      })
    }
    const isDone = changed.state === 'done'
    return json({ message: changed.message ?? message, state: isDone ? 'done' : 'retry' }, isDone ? 200 : 202)
  })
}
