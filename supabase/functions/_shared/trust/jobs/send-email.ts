import { z } from 'zod'
import type { JobHandler } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { SendMail } from '../../platform/mail.ts'
import { writeMail } from '../mails/mails.ts'

const letter = z.object({
  template: z.string(),
  to: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
})

export interface SendEmailDeps {
  /** Null where no mail server is configured: nothing is sent there. */
  sendMail: SendMail | null
  appUrl: string
  log: Log
}

/**
 * Sends an e-mail that SQL asked for (`app.send_email`). A worker may die between the mail server's yes and ours, so
 * a mail keeps its id when it is sent again: mail programs show it once.
 */
export function sendEmail({ sendMail, appUrl, log }: SendEmailDeps): JobHandler {
  return async ({ job_id, tenant_id, payload }) => {
    const { template, to, data } = letter.parse(payload)
    const { papers, ...mail } = writeMail(template, data, appUrl)
    if (!sendMail) {
      log.warn('no mail server is configured', { tenant_id, job_id, template })
      return
    }
    const files = papers ? { attachments: await papers() } : {}
    await sendMail({ to, ...mail, ...files, id: `${tenant_id}.${job_id}` })
  }
}
