/** A mail to one person. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
}

/** Sends a mail; null where no mail server is configured. */
export type SendMail = (mail: Mail) => Promise<void>

/** Loads the SMTP client with the first mail: most functions never send one. */
export function createSendMail(smtpUrl: string, from: string): SendMail {
  return async (mail) => {
    const { createTransport } = await import('nodemailer')
    const transport = createTransport(smtpUrl, { from })
    try {
      await transport.sendMail(mail)
    } finally {
      transport.close()
    }
  }
}

/** Text made safe inside HTML. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
