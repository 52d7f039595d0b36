import { Buffer } from 'node:buffer'

/** A file that goes with a mail. */
export interface Attachment {
  filename: string
  contentType: string
  content: Uint8Array
}

/** A mail to one person. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
  attachments?: readonly Attachment[]
  /** Sent again under the same id, it is the same mail to mail programs. */
  id?: string
}

/** Sends a mail; null where no mail server is configured. */
export type SendMail = (mail: Mail) => Promise<void>

/** Loads the SMTP client with the first mail: most functions never send one. */
export function createSendMail(smtpUrl: string, from: string): SendMail {
  return async ({ id, attachments = [], ...given }) => {
    const { createTransport } = await import('nodemailer')
    const transport = createTransport(smtpUrl, { from })
    const files = attachments.map((file) => ({ ...file, content: Buffer.from(file.content) }))
    const mail = { ...given, attachments: files }
    try {
      await transport.sendMail(id ? { ...mail, messageId: `<${id}@zelo>` } : mail)
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

/** A name inside of a mail: one line, without what is not seen and what turns the reading direction. */
export function oneLine(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')
    .trim()
}
