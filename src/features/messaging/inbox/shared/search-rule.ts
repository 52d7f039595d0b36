import { foldText } from '@/lib/fold-text'
import type { ConversationThread } from '../types'

/** Words that join the parts of a name, and that people leave out when they look for it. */
const joining = new Set(['de', 'da', 'do', 'dos', 'das', 'e'])

/** Digits and what is written between them. */
const oneNumber = /^[\s\d()+./\u2010-\u2015-]*\d[\s\d()+./\u2010-\u2015-]*$/

function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[\p{P}\p{S}\p{Z}\s]+/u)
    .filter((word) => word !== '')
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

let readNumber: ((text: string) => string | null) | null = null

/** Fetches what reads a whole number in any notation; until it is there, the digits alone decide. */
export async function loadNumberReader(): Promise<void> {
  readNumber ??= (await import('@/lib/phone-input')).toE164
}

function wholeNumber(search: string): string | null {
  // Without internet the digits go on deciding.
  if (!readNumber) loadNumberReader().catch(() => null)
  return readNumber?.(search) ?? null
}

/** A Brazilian mobile is found with and without its ninth digit. */
function formsOf(phone: string): string[] {
  const digits = digitsOf(phone)
  return [digits, digits.replace(/^(55[1-9]{2})9(\d{8})$/, '$1$2')]
}

/** Whether a search finds a conversation, decided as `app.find_conversations` decides it. */
export function matchesSearch(
  thread: Pick<ConversationThread, 'contact_name' | 'phone'>,
  search: string,
): boolean {
  const forms = formsOf(thread.phone ?? '')
  if (oneNumber.test(search)) {
    const digits = digitsOf(search)
    const typed = [digits, digits.replace(/^0+(?=[1-9])/, ''), digits.replace(/^(00)?550+(?=[1-9])/, '55')]
    return [...typed, ...formsOf(wholeNumber(search) ?? search)].some((part) =>
      forms.some((form) => form.includes(part)),
    )
  }
  const words = wordsOf(search)
  const telling = words.filter((word) => !joining.has(word))
  const names = wordsOf(thread.contact_name ?? '')
  return (telling.length > 0 ? telling : words).every(
    (word) =>
      names.some((name) => name.startsWith(word)) ||
      (/^\d+$/.test(word) && [...forms, ...names].some((form) => form.includes(word))),
  )
}
