import { z } from 'zod'
import { oneLine } from '../../platform/mail.ts'
import type { MailLocale, WriteLetter } from './mails.ts'

const durations = z.object({
  count: z.number(),
  mean: z.number().nullable(),
  median: z.number().nullable(),
  within_rate: z.number().nullish(),
})
const numbers = z.object({
  received: z.number(),
  sent: z.number(),
  automatic: z.number(),
  answers: durations,
  closings: durations,
})
const visits = z.object({
  all: z.object({ missed: z.number(), no_show_rate: z.number().nullable() }),
})
const shape = z.object({
  clinic: z.string(),
  every: z.enum(['week', 'month']),
  hours: z.enum(['open', 'clock']),
  from: z.iso.date(),
  to: z.iso.date(),
  target_minutes: z.number(),
  totals: z.object({ now: numbers, before: numbers }),
  visits: z.object({ now: visits, before: visits }),
})

/** A report of a clinic's service, to who leads it. */
export const reportMail: WriteLetter = (given, locale) => {
  const report = shape.parse(given)
  const isEnglish = locale === 'en'
  const day = (text: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }).format(Date.parse(text))
  const { now, before } = report.totals
  const line = (name: string, value: string, past: string) =>
    `${name}: ${value} (${isEnglish ? 'before' : 'antes'}: ${past})`
  const count = (value: number) => new Intl.NumberFormat(locale).format(value)
  const rate = (value: number | null | undefined) =>
    value == null
      ? '–'
      : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value)
  const time = (value: number | null) => minutes(value, locale)
  const missed = { now: report.visits.now.all, before: report.visits.before.all }
  const name = oneLine(report.clinic)
  return {
    subject: isEnglish
      ? `${name}: your report from ${day(report.from)} to ${day(report.to)}`
      : `${name}: relatório de ${day(report.from)} a ${day(report.to)}`,
    paragraphs: [
      isEnglish
        ? `How people were served, ${report.hours === 'open' ? 'in open hours' : 'by the clock'}.`
        : `Como foi o atendimento, ${report.hours === 'open' ? 'em horas de expediente' : 'em horas corridas'}.`,
      line(
        isEnglish ? 'First answer, median' : 'Primeira resposta, mediana',
        time(now.answers.median),
        time(before.answers.median),
      ),
      line(
        isEnglish ? 'First answer, mean' : 'Primeira resposta, média',
        time(now.answers.mean),
        time(before.answers.mean),
      ),
      line(
        isEnglish
          ? `Answered within ${time(report.target_minutes)}`
          : `Respondidas em até ${time(report.target_minutes)}`,
        rate(now.answers.within_rate),
        rate(before.answers.within_rate),
      ),
      line(
        isEnglish ? 'Conversations finished' : 'Conversas finalizadas',
        count(now.closings.count),
        count(before.closings.count),
      ),
      line(
        isEnglish ? 'Until finished, median' : 'Até finalizar, mediana',
        time(now.closings.median),
        time(before.closings.median),
      ),
      line(
        isEnglish ? 'Messages received' : 'Mensagens recebidas',
        count(now.received),
        count(before.received),
      ),
      line(isEnglish ? 'Messages sent' : 'Mensagens enviadas', count(now.sent), count(before.sent)),
      line(
        isEnglish ? 'No-shows' : 'Faltas',
        `${count(missed.now.missed)} · ${rate(missed.now.no_show_rate)}`,
        `${count(missed.before.missed)} · ${rate(missed.before.no_show_rate)}`,
      ),
    ],
    action: {
      label: isEnglish ? 'See the whole report' : 'Ver o relatório completo',
      path: `/relatorios?periodo=livre&de=${report.from}&ate=${report.to}${report.hours === 'clock' ? '&horas=corridas' : ''}`,
    },
    footnote: isEnglish
      ? `You get this because a leader of ${name} put you on the list. It is changed in Reports.`
      : `Você recebe este relatório porque está na lista de ${name}. A lista se muda em Relatórios.`,
  }
}

function minutes(value: number | null, locale: MailLocale): string {
  if (value === null) return '–'
  const whole = Math.round(value)
  const format = new Intl.NumberFormat(locale)
  if (whole < 60) return `${format.format(value < 10 ? value : whole)} min`
  return `${format.format(Math.floor(whole / 60))} h ${String(whole % 60).padStart(2, '0')} min`
}
