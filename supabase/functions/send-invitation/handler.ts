import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import type { SendMail } from '../_shared/platform/mail.ts'
import { invitationMail } from './invitation-mail.ts'
import type { AccountDatabase } from '../_shared/account/database.ts'

const command = z.object({ tenant_id: z.guid(), email: z.string().max(254), role: z.string().max(40) })

export interface InvitationDeps {
  auth: Authenticator
  database: Pick<AccountDatabase, 'asUser'>
  /** Null where no mail server is configured: the link is shown to be passed on by hand. */
  sendMail: SendMail | null
  appUrl: string
  log: Log
}

/** Invites a person to the clinic. The link is answered too: a mail may fail, the invitation stands. */
export function createHandler(deps: InvitationDeps): Handler {
  return endpoint({ name: 'send-invitation', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    const claims = await deps.auth.user(request)
    const { tenant_id, email, role } = await readCommand(request, command)
    const user = deps.database.asUser(claims)
    const { token, ...invitation } = await user.createInvitation(tenant_id, email, role)
    const link = `${deps.appUrl}/convite/${token}`
    const mailed = await mail(invitation.email, link, token)
    return json({ ...invitation, link, mailed })

    async function mail(to: string, address: string, invitationToken: string): Promise<boolean> {
      if (!deps.sendMail) return false
      try {
        const { tenant_name } = await user.getInvitation(invitationToken)
        await deps.sendMail({ to, ...invitationMail(tenant_name, address) })
        return true
      } catch (error) {
        log.warn('invitation not mailed', { tenant_id, ...describeError(error) })
        return false
      }
    }
  })
}
