import { AsyncLocalStorage } from 'node:async_hooks'
import type { EmailDriver, EmailMessage } from '@supabase/lite'
import { createTransport } from 'nodemailer'
import { renderTemplate } from './templates.ts'

/** What the request that causes a mail said about where its link leads. */
export interface MailContext {
  redirectTo?: string
  /** Id of the stored code challenge when the client follows the PKCE flow. */
  flow?: string
}

export const mailContext = new AsyncLocalStorage<MailContext>()

const sender = { name: 'Zelo', address: 'nao-responda@zelo.test' }

const link = /https?:\/\/[^\s"'<>]+\/auth\/v1\/verify\?[^\s"'<>]+/g

/**
 * Sends auth mail to the mailbox simulator, as HTML only, like hosted. Repairs: lite builds links on the address of
 * the app instead of the API, forgets the `redirect_to` and the code challenge of the request, and adds a text in
 * English to templates of whatever language.
 */
export function createMailDriver(smtpUrl: string, gatewayUrl: string): EmailDriver {
  const transport = openTransport(smtpUrl)
  return {
    async send(message: EmailMessage): Promise<void> {
      const context = mailContext.getStore() ?? {}
      const correct = (text: string) => text.replace(link, (url) => correctLink(url, gatewayUrl, context))
      await transport.sendMail({
        from: sender,
        to: message.to,
        subject: message.subject,
        html: correct(message.html ?? ''),
      })
    },
  }
}

/** Writes the link as GoTrue would have; keeps the escaping of the text that it stands in. */
function correctLink(url: string, gatewayUrl: string, context: MailContext): string {
  const escaped = url.includes('&amp;')
  const { search } = new URL(escaped ? url.replaceAll('&amp;', '&') : url)
  const corrected = new URL(`${gatewayUrl}/auth/v1/verify${search}`)
  if (context.redirectTo) corrected.searchParams.set('redirect_to', context.redirectTo)
  if (context.flow) corrected.searchParams.set('flow', context.flow)
  return escaped ? corrected.toString().replaceAll('&', '&amp;') : corrected.toString()
}

/** Sends an invitation that the admin API made. */
export async function sendInvite(smtpUrl: string, to: string, url: string): Promise<void> {
  const { subject, html } = renderTemplate('invite', { ConfirmationURL: url, Email: to })
  await openTransport(smtpUrl).sendMail({ from: sender, to, subject, html })
}

function openTransport(smtpUrl: string) {
  const { hostname, port } = new URL(smtpUrl)
  return createTransport({ host: hostname, port: Number(port), secure: false, ignoreTLS: true })
}
