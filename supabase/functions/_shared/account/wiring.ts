import { authOf } from '../platform/auth-wiring.ts'
import { createSendMail } from '../platform/mail.ts'
import type { Platform } from '../platform/wiring.ts'
import { createAccountDatabase } from './database.ts'

/** What functions about accounts ask for. */
export function accountOf(platform: Platform) {
  const { env } = platform
  return {
    ...platform,
    ...authOf(platform),
    database: createAccountDatabase(platform.calls),
    sendMail: env.smtpUrl === null ? null : createSendMail(env.smtpUrl, env.mailFrom),
  }
}
