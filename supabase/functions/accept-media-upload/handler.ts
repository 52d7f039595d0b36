import { z } from 'zod'
import type { AcceptUpload } from '../_shared/media/uploads.ts'
import type { MessagingDatabase } from '../_shared/messaging/database.ts'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

const command = z.object({ tenant_id: z.guid(), upload_id: z.guid() })

export interface AcceptDeps {
  auth: Authenticator
  database: Pick<MessagingDatabase, 'asUser'>
  acceptUpload: AcceptUpload
  log: Log
}

/**
 * Looks at a file that a browser has put and that is kept before it is sent, and stores it among the files of the
 * clinic. The caller is whoever began the upload; the same again is the same answer.
 */
export function createHandler(deps: AcceptDeps): Handler {
  return endpoint({ name: 'accept-media-upload', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const { tenant_id, upload_id } = await readCommand(request, command)
    await deps.acceptUpload(deps.database.asUser(claims), tenant_id, upload_id)
    return json({ upload_id })
  })
}
