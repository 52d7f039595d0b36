import type { EmailDriver, EmailMessage } from '@supabase/lite'
import { createTransport } from 'nodemailer'
import { renderTemplate } from './templates.ts'

const sender = { name: 'Zelo', address: 'nao-responda@zelo.test' }

/**
 * Sends auth mail to the mailbox simulator, as HTML only, like hosted. Repairs: lite adds a text in English to
 * templates of whatever language.
 */
export function createMailDriver(smtpUrl: string): EmailDriver {
  const transport = openTransport(smtpUrl)
  return {
    async send({ to, subject, html }: EmailMessage): Promise<void> {
      await transport.sendMail({ from: sender, to, subject, html: html ?? '' })
    },
  }
}

/** Sends a mail that lite does not send by itself. */
export async function sendTemplate(
  smtpUrl: string,
  template: 'invite' | 'email_change',
  to: string,
  values: Record<string, string>,
): Promise<void> {
  const { subject, html } = renderTemplate(template, values)
  await openTransport(smtpUrl).sendMail({ from: sender, to, subject, html })
}

function openTransport(smtpUrl: string) {
  const { hostname, port } = new URL(smtpUrl)
  return createTransport({ host: hostname, port: Number(port), secure: false, ignoreTLS: true })
}
