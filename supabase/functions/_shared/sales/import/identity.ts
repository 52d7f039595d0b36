/**
 * What somebody is known by, as SQL keeps it (app.normalize_phone, app.normalize_email, app.normalise_cpf_cnpj): a preview has to
 * say what will be refused before anything is sent. A test compares the two over all pairs of identities that we know.
 */

const directionMarks = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const letter = /\p{L}/u

/** A number that carries its country code to E.164: with the Brazilian ninth digit, without the 1 of Mexico and the 9 of Argentina. */
function canonicalPhone(international: string): string | null {
  let digits = international.replace(/\D/g, '')
  if (!/^[1-9]\d{7,14}$/.test(digits)) return null
  digits = digits
    .replace(/^550+([1-9]\d{9,10})$/, '55$1')
    .replace(/^(55[1-9][1-9])([6-9]\d{7})$/, '$19$2')
    .replace(/^521(\d{10})$/, '52$1')
    .replace(/^549(\d{10})$/, '54$1')
  return `+${digits}`
}

const national =
  /^(?:0(?:[1-9]\d)?)?(1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|[89][1-9])(9\d{8}|[2-9]\d{7})$/

/** A number as a person types or pastes it, or a provider's address, to E.164; null when it is not one phone. */
export function normalizePhone(typed: string): string | null {
  let text = typed
    .replace(directionMarks, '')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
  if (text.includes('@')) {
    const jid = /^(\d+)(?:_\d+)?(?::\d+)?@(?:s\.whatsapp\.net|c\.us|hosted)$/.exec(text)
    if (jid === null) return null
    text = `+${jid[1]}`
  } else if (text.startsWith('whatsapp:')) {
    text = text.slice(9)
  }
  text = text.replace(/(^|[^0-9A-Za-z])0[xX]{2}\s?(?=[(0-9])/, '$10')
  const first = text.search(/\d/)
  if (first === -1) return null
  const last = text.length - 1 - [...text].reverse().join('').search(/\d/)
  const before = text.slice(0, first)
  const number = text.slice(first, last + 1)
  const after = text.slice(last + 1)
  if (letter.test(number) || number.includes('?')) return null
  if (/[\p{L}?][(+]*$/u.test(before) || /^[\p{L}?]/u.test(after)) return null
  let digits = number.replace(/\D/g, '')
  if (/\+[ (]*$/.test(before) || digits.startsWith('00')) {
    digits = digits.replace(/^00/, '')
    if (!digits.startsWith('55')) return canonicalPhone(digits)
    digits = digits.slice(2)
  } else if (/^55(0\d+|\d{10,11})$/.test(digits)) {
    digits = digits.slice(2)
  }
  const found = national.exec(digits)
  return found === null ? null : canonicalPhone(`55${found[1]}${found[2]}`)
}

const address =
  /^[^@\s,;:<>()[\]"\\]+@([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}([\p{L}\p{N}-]*[\p{L}\p{N}])$/u

/** The one e-mail address in what was typed, in lower case; null when there is none. */
export function normalizeEmail(typed: string): string | null {
  let text = typed.slice(0, 1000).replace(invisible, '')
  text = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text
  text = text
    .replace(/[\s\u00a0\u202f]+/g, '')
    .toLowerCase()
    .replace(/^mailto:/, '')
  return text.length <= 254 && address.test(text) ? text : null
}

const digitSum = (digits: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, index) => sum + weight * (digits.charCodeAt(index) - 48), 0)

const remainder = (sum: number) => (sum % 11 < 2 ? 0 : 11 - (sum % 11))

function isCpf(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || /^(.)\1*$/.test(digits)) return false
  const one = remainder(digitSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]))
  const two = remainder(digitSum(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]))
  return digits.endsWith(`${one}${two}`)
}

function isCnpj(text: string): boolean {
  if (!/^[\dA-Z]{12}\d{2}$/.test(text) || /^(.)\1*$/.test(text)) return false
  const one = remainder(digitSum(text, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
  const two = remainder(digitSum(text, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
  return text.endsWith(`${one}${two}`)
}

/** The CPF (11 digits) or CNPJ (14 letters and digits) in what was typed, without punctuation; null when there is no valid one. */
export function normaliseCpfCnpj(typed: string): string | null {
  const text = typed
    .replace(invisible, '')
    .replace(/^[\s\u00a0]*(cpf|cnpj)(\/cnpj)?[\s\u00a0:]+/i, '')
    .replace(/[.,/\-\s\u00a0\u2007\u202f\u2010-\u2015\u2212]/g, '')
    .replace(/[a-z]/g, (small) => small.toUpperCase())
  if (/^\d{8,10}$/.test(text)) return validated(text.padStart(11, '0'))
  if (/^\d{11,13}$/.test(text) && !isCpf(text)) return validated(text.padStart(14, '0'))
  return validated(text)
}

const validated = (text: string) => (isCpf(text) || isCnpj(text) ? text : null)
