import { z } from 'zod'
import { oneLine } from '../../platform/mail.ts'
import { requestKinds } from '../privacy-service.ts'
import { privacyKindWords } from '../privacy-words.ts'
import type { WriteLetter } from './mails.ts'

const shape = z.object({
  clinic: z.string(),
  step: z.enum(['received', 'answered']),
  protocol: z.string(),
  kind: z.enum(requestKinds),
  slug: z.string().regex(/^[a-z0-9-]+$/),
  token: z
    .string()
    .regex(/^[\w-]+$/)
    .optional(),
  due_on: z.iso.date().optional(),
})

/** To somebody who asked a clinic about their data: that it came, and that it was answered. It says nothing that they typed. */
export const privacyRequestMail: WriteLetter = (given) => {
  const { clinic, step, protocol, kind, slug, token, due_on } = shape.parse(given)
  const name = oneLine(clinic)
  const page = `/seus-dados/${slug}`
  const footnote = `Alguém escreveu este endereço na página de privacidade de ${name}. Se não foi você, ignore este e-mail.`
  if (step === 'answered')
    return {
      subject: `${name} respondeu ao seu pedido ${protocol}`,
      paragraphs: [
        `Seu pedido "${privacyKindWords[kind]}", protocolo ${protocol}, foi respondido.`,
        'A resposta está na página do pedido: use o link do primeiro e-mail que enviamos.',
      ],
      action: { label: 'Fazer outro pedido', path: page },
      footnote,
    }
  const due = due_on
    ? new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(due_on))
    : ''
  return {
    subject: `${name}: pedido recebido, protocolo ${protocol}`,
    paragraphs: [
      `${name} recebeu seu pedido "${privacyKindWords[kind]}".`,
      `Protocolo: ${protocol}. A resposta vem até ${due}.`,
      'Abra o link para acompanhar o pedido. Assim a clínica também sabe que este e-mail é seu.',
    ],
    action: { label: 'Acompanhar o pedido', path: `${page}/${token ?? ''}` },
    footnote,
  }
}
