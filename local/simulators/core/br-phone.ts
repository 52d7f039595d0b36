/** Brazilian mobile numbers exist with and without the ninth digit; both ring the same phone. */
const mobileWithNine = /^55(\d{2})9(\d{8})$/
const mobileWithoutNine = /^55(\d{2})([6-9]\d{7})$/

/** Digits of anything that looks like a phone, a JID or a Twilio address. */
export function digitsOf(address: string): string {
  const local = address.replace(/^whatsapp:/, '').split('@')[0] ?? ''
  return (local.split(':')[0] ?? '').replace(/\D/g, '')
}

/** One key a person, whichever spelling of the number was used: Brazilian mobiles get their ninth digit back. */
export function phoneKey(address: string): string {
  const digits = digitsOf(address)
  const short = mobileWithoutNine.exec(digits)
  return short ? `55${short[1]}9${short[2]}` : digits
}

/** The number WhatsApp knows a Brazilian mobile by: from area code 31 up without the ninth digit. */
export function registeredNumber(address: string): string {
  const digits = digitsOf(address)
  const long = mobileWithNine.exec(digits)
  if (!long) return digits
  const [, area = '', subscriber = ''] = long
  return Number(area) >= 31 && Number(subscriber[0]) >= 7 ? `55${area}${subscriber}` : digits
}
