import { z } from 'zod'
import { oneLine } from '../../platform/mail.ts'
import type { WriteLetter } from './mails.ts'

const shape = z.object({ clinic: z.string(), deletion_on: z.iso.date(), days: z.number().int() })

/** A clinic that was cancelled is deleted soon: to owner and administrators, who can still take everything along. */
export const clinicDeletionMail: WriteLetter = (given, locale) => {
  const { clinic, deletion_on, days } = shape.parse(given)
  const name = oneLine(clinic)
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(deletion_on),
  )
  const path = '/configuracoes/exportacoes'
  if (locale === 'en')
    return {
      subject: `${name} will be deleted on ${day}`,
      paragraphs: [
        `${name} was cancelled. Everything that it keeps is deleted for good on ${day}, ${days === 1 ? 'tomorrow' : `in ${days} days`}.`,
        'Until then it can be read and exported. The law wants clinical records to be kept for twenty years: export them and keep them safe.',
        'Whoever owns the clinic can still keep it, on the same page.',
      ],
      action: { label: 'Export the clinic', path },
      footnote: `You get this because you run ${name}.`,
    }
  return {
    subject: `${name} será excluída em ${day}`,
    paragraphs: [
      `${name} foi cancelada. Tudo o que ela guarda será excluído de vez em ${day}, ${days === 1 ? 'amanhã' : `daqui a ${days} dias`}.`,
      'Até lá, dá para ler e exportar. A lei manda guardar prontuários por 20 anos: exporte e guarde em lugar seguro.',
      'Quem é dono da clínica ainda pode mantê-la, na mesma página.',
    ],
    action: { label: 'Exportar a clínica', path },
    footnote: `Você recebe este aviso porque cuida de ${name}.`,
  }
}
