import { isCpfCnpj, normaliseCpfCnpj } from '@/lib/cpf-cnpj'
import { isBlank } from './form-rules'
import type { AnswerValue, Answers, Question, Section } from './form-types'

/**
 * How what is typed is shown, and what is plainly wrong with it. Nothing is changed while somebody types or pastes: a field is
 * tidied when it is left. The server decides.
 */

/** "28/02/1990", "28-2-1990" and "28021990" to 1990-02-28; anything else stays as it is. */
export function isoOfTyped(text: string): string {
  const typed = text.trim()
  const match =
    /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed)
  if (!match) return typed
  const [, day = '', month = '', year = ''] = match
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** 1990-02-28 as "28/02/1990"; anything else stays as it is. */
export function typedOfIso(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value.split('-').reverse().join('/') : value
}

/** Whether it is a day of the calendar. */
export function isDay(iso: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return false
  const day = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso)
}

/** A Brazilian phone grouped; one of another country, or half of one, as it was typed. */
export function tidyPhone(text: string): string {
  const digits = text.replace(/\D/g, '').replace(/^55(?=\d{10,11}$)/, '')
  if (/^\+(?!55)/.test(text.trim()) || !/^\d{10,11}$/.test(digits)) return text.trim()
  return `(${digits.slice(0, 2)}) ${digits.slice(2, -4)}-${digits.slice(-4)}`
}

/** "123.456.789-09"; anything that is no CPF as it was typed. */
export function tidyCpf(text: string): string {
  const value = normaliseCpfCnpj(text)
  return /^\d{11}$/.test(value) ? value.replace(/(.{3})(.{3})(.{3})(.{2})/, '$1.$2.$3-$4') : text.trim()
}

/** What is plainly wrong with an answer, as a code of the server. */
export function problemOf(
  { kind, required, field }: Question,
  value: AnswerValue | undefined,
): string | null {
  if (isBlank(value)) return required ? 'required' : null
  if (typeof value !== 'string') return null
  const isWrong = {
    cpf: () => !isCpfCnpj(value) || normaliseCpfCnpj(value).length !== 11,
    date: () => !isDay(value) || (field === 'birth_date' && value < '1880-01-01'),
    email: () => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value.replace(/^.*<|>\s*$/g, '').trim()),
    phone: () => value.replace(/\D/g, '').length < 10,
  }[kind as string]
  return isWrong?.() ? `invalid_${kind}` : null
}

/** What is plainly wrong in a part of the form, by question. */
export function problemsOf(section: Section, answers: Answers): Record<string, string> {
  const problems = section.questions.map((question) => [
    question.key,
    problemOf(question, answers[question.key]),
  ])
  return Object.fromEntries(problems.filter(([, problem]) => problem !== null)) as Record<string, string>
}
