import { AsYouType, parsePhoneNumberFromString } from 'libphonenumber-js/min'

const COUNTRY = 'BR'

/** A phone as it is shown while it is typed: grouped, any pasted notation understood. */
export function formatTyping(text: string): string {
  const trimmed = text.trimStart()
  if (!/\d/.test(trimmed)) return trimmed.startsWith('+') ? '+' : ''
  return new AsYouType(COUNTRY).input(trimmed.replace(/(?!^\+)[^\d]/g, ''))
}

/** Where the caret belongs after formatting: behind the same number of digits as before. */
export function caretAfter(formatted: string, digitsBefore: number): number {
  if (digitsBefore === 0) return formatted.startsWith('+') ? 1 : 0
  let seen = 0
  for (let index = 0; index < formatted.length; index += 1) {
    if (/\d/.test(formatted.charAt(index))) seen += 1
    if (seen === digitsBefore) return index + 1
  }
  return formatted.length
}

/** Area code and 8 or 9 digits. The library also takes service numbers and what lacks its area code. */
const BRAZILIAN_LENGTHS = new Set([10, 11])

/** The phone in E.164, or null while it is not one. Without a country code it is Brazilian. */
export function toE164(text: string): string | null {
  const phone = parsePhoneNumberFromString(text, COUNTRY)
  if (!phone?.isPossible()) return null
  const lacksAreaCode = phone.country === COUNTRY && !BRAZILIAN_LENGTHS.has(phone.nationalNumber.length)
  return lacksAreaCode ? null : phone.number
}
