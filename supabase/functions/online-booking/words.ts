import type { FormField } from '../_shared/clinic/booking-service.ts'

/** "terça-feira, 1 de dezembro", with the year where it is not the one of `today`. */
export function dayInWords(day: string, today = new Date()): string {
  const words = new Intl.DateTimeFormat('pt-BR', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(day.slice(0, 4) === String(today.getUTCFullYear()) ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  })
  return words.format(new Date(`${day}T12:00:00Z`))
}

/** "Horário de Brasília". */
export function zoneInWords(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('pt-BR', { timeZone, timeZoneName: 'longGeneric' }).formatToParts(
    new Date(),
  )
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

/** "(11) 98765-4321"; a number of another country as it is. */
export function phoneInWords(phone: string): string {
  const [, area, first, last] = /^\+55(\d\d)(\d{4,5})(\d{4})$/.exec(phone) ?? []
  return area ? `(${area}) ${first}-${last}` : phone
}

/** "24 horas", "1 hora", "2 dias". */
export function hoursInWords(hours: number): string {
  if (hours >= 48 && hours % 24 === 0) return `${hours / 24} dias`
  return hours === 1 ? '1 hora' : `${hours} horas`
}

/** What is wrong with a field. */
export const problemsInWords: Record<FormField, string> = {
  full_name: 'Escreva nome e sobrenome, sem links.',
  social_name: 'Escreva só o nome, sem links.',
  phone: 'Escreva o número com DDD, como (11) 98765-4321.',
  accepted: 'Para agendar é preciso aceitar o aviso de privacidade.',
}

const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })

/** "R$ 50,00" of cents. */
export const moneyInWords = (cents: number): string => money.format(cents / 100)

/** "01/12, 15:30" in the clock of the clinic. */
export function untilInWords(at: string, timeZone: string): string {
  const words = new Intl.DateTimeFormat('pt-BR', {
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  })
  return words.format(new Date(at))
}
