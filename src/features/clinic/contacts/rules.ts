import type { ContactEmailType, ContactPhoneType } from '@contracts/unions'
import { formatPhone } from '@/lib/format'
import { toE164 } from '@/lib/phone-input'
import type { ContactEmail, ContactPhone } from './types'

/** In the order in which they are offered. */
export const phoneTypes = [
  'mobile',
  'home',
  'work',
  'message',
  'emergency',
  'other',
] as const satisfies ContactPhoneType[]
export const emailTypes = ['personal', 'work', 'billing', 'other'] as const satisfies ContactEmailType[]

/** The most that a person has of each. */
export const MAX_CONTACTS = 10

interface ContactDraft {
  /** Tells the lines of a form apart. */
  key: string
  note: string
  isPrimary: boolean
}

/** A phone as a form holds it. */
export interface PhoneDraft extends ContactDraft {
  /** As it is typed. */
  phone: string
  type: ContactPhoneType
  /** What is stored, and the conversation with it. */
  known: { phone: string; threadKey: string | null } | null
}

/** An e-mail address as a form holds it. */
export interface EmailDraft extends ContactDraft {
  email: string
  type: ContactEmailType
}

/** Another line; the first one of a form is the primary one. */
export function newPhone(phones: readonly PhoneDraft[], phone = ''): PhoneDraft {
  return {
    key: crypto.randomUUID(),
    phone,
    type: 'mobile',
    note: '',
    isPrimary: !phones.some(({ isPrimary }) => isPrimary),
    known: null,
  }
}

export function newEmail(emails: readonly EmailDraft[]): EmailDraft {
  return {
    key: crypto.randomUUID(),
    email: '',
    type: 'personal',
    note: '',
    isPrimary: !emails.some(({ isPrimary }) => isPrimary),
  }
}

/** What is stored, as a form holds it. */
export function phoneDrafts(phones: readonly ContactPhone[]): PhoneDraft[] {
  return phones.map((row) => ({
    key: row.id,
    phone: formatPhone(row.phone),
    type: row.type,
    note: row.note ?? '',
    isPrimary: row.is_primary,
    known: { phone: row.phone, threadKey: row.thread_key },
  }))
}

export function emailDrafts(emails: readonly ContactEmail[]): EmailDraft[] {
  return emails.map((row) => ({
    key: row.id,
    email: row.email,
    type: row.type,
    note: row.note ?? '',
    isPrimary: row.is_primary,
  }))
}

/** The lines with one of them as the primary one. */
export function withPrimary<Draft extends ContactDraft>(drafts: readonly Draft[], key: string): Draft[] {
  return drafts.map((draft) => ({ ...draft, isPrimary: draft.key === key }))
}

/** The lines without one; the first that is left takes over what it was. */
export function without<Draft extends ContactDraft>(drafts: readonly Draft[], key: string): Draft[] {
  const rest = drafts.filter((draft) => draft.key !== key)
  const [first] = rest
  return first && !rest.some(({ isPrimary }) => isPrimary) ? withPrimary(rest, first.key) : rest
}

/** The number of a line in E.164; null while it is none. What is stored needs no library to be read again. */
export function e164Of({ phone, known }: PhoneDraft): string | null {
  return known && formatPhone(known.phone) === phone ? known.phone : toE164(phone)
}

/** The conversation with the number of a line, as long as it is the stored one. */
export function threadKeyOf(draft: PhoneDraft): string | null {
  return draft.known !== null && e164Of(draft) === draft.known.phone ? draft.known.threadKey : null
}

const EMAIL = /^[^\s@<>(),;:"]+@[^\s@.-][^\s@]*\.[^\s@.]{2,}$/

export type PhoneProblem = 'phone' | 'twice'
export type EmailProblem = 'email' | 'twice'

/** What is wrong with the lines of a form, by key; an empty line is nothing. */
export function phoneProblems(drafts: readonly PhoneDraft[]): Record<string, PhoneProblem> {
  return problemsOf(drafts, ({ phone }) => phone, e164Of, 'phone')
}

export function emailProblems(drafts: readonly EmailDraft[]): Record<string, EmailProblem> {
  return problemsOf(drafts, ({ email }) => email, emailOf, 'email')
}

function problemsOf<Draft extends ContactDraft, Problem extends string>(
  drafts: readonly Draft[],
  typed: (draft: Draft) => string,
  read: (draft: Draft) => string | null,
  unreadable: Problem,
): Record<string, Problem | 'twice'> {
  const seen = new Set<string>()
  const problems: Record<string, Problem | 'twice'> = {}
  for (const draft of drafts) {
    if (typed(draft).trim() === '') continue
    const value = read(draft)
    if (value === null) problems[draft.key] = unreadable
    else if (seen.has(value)) problems[draft.key] = 'twice'
    else seen.add(value)
  }
  return problems
}

/** The address of a line, as it is stored; null while it is none. */
export function emailOf({ email }: EmailDraft): string | null {
  const text = (/<([^<>]*)>\s*$/.exec(email)?.[1] ?? email)
    .replace(/\s+/g, '')
    .toLowerCase()
    .replace(/^mailto:/, '')
  return EMAIL.test(text) ? text : null
}

/** What is sent of the lines: empty ones are left out. */
export function phonesToSend(drafts: readonly PhoneDraft[]) {
  return drafts
    .filter(({ phone }) => phone.trim() !== '')
    .map((draft) => ({
      phone: e164Of(draft) ?? draft.phone,
      type: draft.type,
      note: draft.note.trim() || null,
      is_primary: draft.isPrimary,
    }))
}

export function emailsToSend(drafts: readonly EmailDraft[]) {
  return drafts
    .filter(({ email }) => email.trim() !== '')
    .map((draft) => ({
      email: emailOf(draft) ?? draft.email,
      type: draft.type,
      note: draft.note.trim() || null,
      is_primary: draft.isPrimary,
    }))
}
