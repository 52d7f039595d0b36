import { z } from 'zod'
import type { WriteLetter } from './mails.ts'

const shape = z.object({
  subject: z.string(),
  paragraphs: z.array(z.string()),
  label: z.string().default('Abrir no Zelo'),
  path: z.string().default('/'),
  footnote: z.string().default('Se você não esperava este e-mail, ignore-o.'),
})

/** A mail whose words the caller has: `{subject, paragraphs, label, path, footnote}`. */
export const noticeMail: WriteLetter = (data) => {
  const { label, path, ...letter } = shape.parse(data)
  return { ...letter, action: { label, path } }
}
