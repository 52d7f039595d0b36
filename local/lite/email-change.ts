import type { Sql } from 'postgres'
import { sendTemplate } from './mail.ts'

/** How long the links of mails are good, as `otp_expiry` of `supabase/config.toml`. */
const validFor = '1 hour'

/** What became of the confirmation of one of the two addresses. */
export type Confirmation = 'unknown' | 'first' | 'last'

/** The other half of `double_confirm_changes`: lite mails the present address only, the new one is told here. */
export async function mailNewAddress(
  sql: Sql,
  userId: string,
  smtpUrl: string,
  siteUrl: string,
): Promise<void> {
  const [change] = await sql<{ email: string; next: string; token: string }[]>`
    select email, email_change as next, email_change_token_new as token
    from auth.users where id = ${userId} and email_change_token_new <> ''`
  if (!change) return
  await sql`update auth.users set email_change_confirm_status = 0 where id = ${userId}`
  await sendTemplate(smtpUrl, 'email_change', change.next, {
    SiteURL: siteUrl,
    TokenHash: change.token,
    Email: change.email,
    NewEmail: change.next,
  })
}

/**
 * Notes that one of the addresses was confirmed. Repairs: lite changes the address on the word of the present one
 * alone. After the last of the two, the token stands where lite looks for it, and lite makes the change.
 */
export async function confirmAddress(sql: Sql, tokenHash: string): Promise<Confirmation> {
  const [change] = await sql<{ is_last: boolean }[]>`
    update auth.users set
      email_change_confirm_status = least(email_change_confirm_status + 1, 1),
      email_change_token_current = case
        when email_change_confirm_status = 1 then ${tokenHash}
        when email_change_token_current = ${tokenHash} then '' else email_change_token_current end,
      email_change_token_new = case when email_change_token_new = ${tokenHash} then '' else email_change_token_new end
    from (
      select id, email_change_confirm_status = 1 as is_last from auth.users
      where ${tokenHash} in (email_change_token_current, email_change_token_new) and ${tokenHash} <> ''
        and email_change_sent_at > now() - ${validFor}::interval
      for update
    ) as found
    where users.id = found.id
    returning found.is_last`
  if (!change) return 'unknown'
  return change.is_last ? 'last' : 'first'
}
