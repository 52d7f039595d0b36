import { compilePhrases, holds, wordsOf, type Phrases } from './phrases.ts'
import { fold, plainWords } from './plain-text.ts'
import { hasMarks } from './minimise.ts'
import * as words from './words/guard.ts'
import { vocabulary } from './words/vocabulary.ts'

/** What came with a message: the name of a profile, a quoted message, the text of a file. */
export interface Attached {
  kind: 'profile' | 'quoted' | 'document'
  text: string
}

/** What was found in a message. */
export interface InputCheck {
  /** The message itself tries to make the assistant do what it must not: it is refused and no model is asked. */
  isAttack: boolean
  /** What came with it and is harmless; the rest is no part of the conversation any more. */
  attached: Attached[]
}

/** Why an answer may not be sent. */
export type Refusal =
  | 'empty'
  | 'too_long'
  | 'language'
  | 'encoded'
  | 'secret'
  | 'own_rules'
  | 'personal_data'
  | 'clinical'
  | 'promise'
  | 'price'
  | 'availability'
  | 'claim'
  | 'insult'
  | 'link'

/** What an answer may be made of. */
export interface Facts {
  /** What the clinic has written: passages, its own data, the texts of the prompt that may be said. */
  texts: readonly string[]
  /** What tools answered in this turn, as text. */
  toolTexts: readonly string[]
  /** Names of tools whose effect happened in this turn. */
  doneTools: readonly string[]
  /** What the person wrote. */
  personTexts: readonly string[]
  /** What must never be said: the instructions, keys, addresses of services. */
  secrets: readonly string[]
}

export type OutputCheck = { ok: true; text: string } | { ok: false; reason: Refusal }

/** WhatsApp takes so many characters. */
const longest = 4096

const compile = (phrases: readonly string[]) => compilePhrases(phrases, vocabulary)
const lists = {
  attacks: compile(words.attacks),
  clinical: compile(words.clinicalAdvice),
  promises: compile(words.promises),
  claims: compile(words.doneClaims),
  freeHours: compile(words.freeHours),
  denials: compile(words.denials),
  insults: compile(words.insults),
  ownRules: compile(words.ownRules),
}
const portuguese = new Set(words.languageWords.pt.split(' '))
const foreign = new Set(words.languageWords.other.split(' '))

/** Looks at a message, and at what came with it, for words that are meant for the machine. */
export function checkInput(text: string, attached: readonly Attached[] = []): InputCheck {
  return {
    isAttack: isAttack(text) || (isForeign(text) && text.split(/\s+/).length > 5),
    attached: attached.filter((each) => !isAttack(each.text) && !isForeign(each.text)),
  }
}

function isAttack(text: string): boolean {
  const plain = wordsOf(plainWords(text))
  return (
    holds(plain, lists.attacks) ||
    decoded(text).some((each) => holds(wordsOf(plainWords(each)), lists.attacks))
  )
}

/** Checks an answer of a model before it is sent: what is not in the facts, or is not for a machine to say, stays here. */
export function checkOutput(text: string, facts: Facts): OutputCheck {
  const trimmed = text.trim()
  const reason = refusalOf(trimmed, facts)
  return reason === null ? { ok: true, text: trimmed } : { ok: false, reason }
}

function refusalOf(text: string, facts: Facts): Refusal | null {
  if (text === '') return 'empty'
  if (text.length > longest) return 'too_long'
  if (holdsSecret(text, facts.secrets)) return 'secret'
  if (hasMarks(text)) return 'personal_data'
  if (isEncoded(text)) return 'encoded'
  if (isForeign(text)) return 'language'
  if (holds(wordsOf(plainWords(reversed(text))), lists.ownRules)) return 'own_rules'
  const said = [...facts.texts, ...facts.toolTexts]
  const allowed = [...said, ...facts.personTexts]
  if (holdsUnknownPerson(text, allowed)) return 'personal_data'
  if (holdsUnknownLink(text, said)) return 'link'
  if (holds(wordsOf(plainWords(text)), lists.insults)) return 'insult'
  const known = said.map(plainWords)
  for (const sentence of sentencesOf(text)) {
    const plain = plainWords(sentence)
    if (known.some((each) => ` ${each} `.includes(` ${plain} `))) continue
    const reason = sentenceRefusal(sentence, plain, facts)
    if (reason !== null) return reason
  }
  return null
}

/** What a draft for a person of the clinic may be made of. */
interface DraftFacts {
  /** What they wrote, or what the conversation says. */
  texts: readonly string[]
  /** What must never be said: the instructions. */
  secrets: readonly string[]
  /** False: it was asked for in another language, where amounts and hours are written otherwise. */
  isPortuguese: boolean
  /** At most so many characters. */
  longest: number
}

/**
 * Checks what a model made of the clinic's own words for one of its people, who reads it before anybody else does: it may say
 * what they said, and nothing may be in it that was not there.
 */
export function checkDraft(text: string, facts: DraftFacts): OutputCheck {
  const trimmed = text.trim()
  const reason = draftRefusal(trimmed, facts)
  return reason === null ? { ok: true, text: trimmed } : { ok: false, reason }
}

function draftRefusal(
  text: string,
  { texts, secrets, isPortuguese, longest: most }: DraftFacts,
): Refusal | null {
  if (text === '') return 'empty'
  if (text.length > most) return 'too_long'
  if (holdsSecret(text, secrets)) return 'secret'
  if (hasMarks(text)) return 'personal_data'
  if (isEncoded(text) && !texts.some(isEncoded)) return 'encoded'
  if (isPortuguese && isForeign(text) && !texts.some(isForeign)) return 'language'
  if (holdsUnknownNumber(text, texts)) return 'personal_data'
  if (holdsUnknownLink(text, texts)) return 'link'
  const said = texts.map((each) => fold(each).replace(/\s+/g, '')).join(' ')
  if (dosesOf(text).some((dose) => !said.includes(fold(dose).replace(/\s+/g, '')))) return 'clinical'
  if (!isPortuguese) return null
  const known = new Set(texts.flatMap(pricesOf))
  if (pricesOf(text).some((price) => !known.has(price))) return 'price'
  const hours = new Set(texts.flatMap(hoursOf))
  return hoursOf(text).some((hour) => !hours.has(hour)) ? 'availability' : null
}

const dosesOf = (text: string) =>
  text.match(/\d+(?:[.,]\d+)?\s*(?:mg|ml|mcg|ui|gotas?|comprimidos?|c[aá]psulas?)\b/gi) ?? []

function sentenceRefusal(sentence: string, plain: string, facts: Facts): Refusal | null {
  const found = wordsOf(plain)
  const said = (phrases: Phrases) => holds(found, phrases)
  const isDenied = said(lists.denials)
  const isQuestion = sentence.trim().endsWith('?')
  if (said(lists.ownRules) && !isDenied) return 'own_rules'
  if (/\d+\s*(mg|ml|mcg|ui|gotas?|comprimidos?|c[aá]psulas?)\b/i.test(sentence)) return 'clinical'
  if (said(lists.clinical) && !isRefusal(plain)) return 'clinical'
  if (said(lists.promises) && !isDenied) return 'promise'
  if (pricesOf(sentence).some((price) => !isSaid(price, facts))) return 'price'
  const hours = hoursOf(sentence)
  if (hours.some((hour) => !allowedHours(facts).has(hour))) return 'availability'
  const isFound = facts.toolTexts.length > 0
  if (said(lists.freeHours) && !isDenied && !isQuestion && !isFound && !isWritten(plain, facts))
    return 'availability'
  if (said(lists.claims) && !isDenied && !isQuestion && !isDone(plain, facts)) return 'claim'
  return null
}

/** "não posso indicar remédios" names a remedy and gives no advice. Calming words never count as a refusal. */
const isRefusal = (plain: string) =>
  /\bnao (posso|podemos|consigo|sei|oriento|indico|indicamos|dou|damos|faco|fazemos)\b|\b(pergunte|fale|converse|confirme) com\b|\bprofissional que\b|\bequipe\b.{0,60}\b(responde|orienta|retorna|explica)\b/.test(
    plain,
  ) && !/\b(tome|dobre|aumente|pare de|suspenda|aplique|preocupe|tranquil\w+)\b/.test(plain)

/** The same words stand in what the clinic wrote. */
const isWritten = (plain: string, facts: Facts) =>
  facts.texts.some((text) => overlap(plain, plainWords(text)) >= 0.7)

function overlap(sentence: string, text: string): number {
  const own = sentence.split(' ').filter((word) => word.length > 3)
  const theirs = new Set(text.split(' '))
  return own.length === 0 ? 1 : own.filter((word) => theirs.has(word)).length / own.length
}

/** A claim is true when a tool did something, or when a tool or the clinic says the same. */
function isDone(plain: string, facts: Facts): boolean {
  if (facts.doneTools.length > 0)
    return !/\b(desconto|reembolso|estorno|clareamento|gratuit|cortesia)\b/.test(plain)
  const stems = plain
    .split(' ')
    .filter((word) => holds(wordsOf(word), lists.claims))
    .map((word) => word.slice(0, -1))
  const told = facts.toolTexts.map(plainWords).join(' ')
  if (stems.length > 0 && stems.every((stem) => told.includes(stem))) return true
  return isWritten(plain, facts)
}

const sentencesOf = (text: string) =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')

/** Amounts in cents, and percentages as they stand. */
function pricesOf(text: string): string[] {
  const money = [
    ...text.matchAll(
      /(?:R\$\s*|\breais\s)(\d[\d.]*(?:,\d{1,2})?)|(\d[\d.]*(?:,\d{1,2})?)\s*(?:reais|real)\b/gi,
    ),
  ]
  const percent = [...text.matchAll(/(\d+(?:,\d+)?)\s*(?:%|por cento)/gi)]
  return [
    ...money.map(([, a, b]) => `c${cents(a ?? b ?? '')}`),
    ...percent.map(([, value = '']) => `p${value}`),
  ]
}

const cents = (value: string) => Math.round(Number(value.replaceAll('.', '').replace(',', '.')) * 100)

const isSaid = (price: string, facts: Facts) =>
  [...facts.texts, ...facts.toolTexts].some(
    (text) => pricesOf(text).includes(price) || centsIn(text).has(price),
  )

/** Tools answer in cents: `"price_cents": 14000`. */
const centsIn = (text: string) =>
  new Set([...text.matchAll(/_cents"?\s*[:=]\s*(\d+)/g)].map(([, value = '']) => `c${value}`))

/** Hours of the day as minutes. */
function hoursOf(text: string): string[] {
  return [...text.matchAll(/\b([01]?\d|2[0-3])\s*(?:h|:|horas?\b)\s*([0-5]\d)?(?!\w)/gi)].map(
    ([, hour = '', minute]) => String(Number(hour) * 60 + Number(minute ?? 0)),
  )
}

const allowedHours = (facts: Facts) =>
  new Set([...facts.texts, ...facts.toolTexts, ...facts.personTexts].flatMap(hoursOf))

/** Letters and digits alone. */
const squashed = (text: string) => fold(text).replace(/[^a-z0-9]/g, '')
const reversed = (text: string) => [...text].reverse().join('')
const rotated = (text: string) =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97))

/** Whether a secret, or seven words in a row of one, is told: as it is, backwards, in base64, hexadecimal or rotated. */
function holdsSecret(text: string, secrets: readonly string[]): boolean {
  const plain = squashed(text)
  const forms = [plain, reversed(plain), rotated(plain), ...decoded(text).map(squashed)]
  return secrets.some((secret) =>
    piecesOf(secret).some((piece) => forms.some((form) => form.includes(piece))),
  )
}

/** What of a secret gives it away: the whole of a short one, what looks like a key, and any seven words of a long one. */
function piecesOf(secret: string): string[] {
  const all = secret.trim().split(/\s+/)
  if (all.length < 7) return squashed(secret).length < 6 ? [] : [squashed(secret)]
  const runs = all.slice(0, -6).map((_, at) => squashed(all.slice(at, at + 7).join(' ')))
  const keys = all
    .filter((word) => /[A-Z0-9]{3,}[-_][A-Z0-9]/i.test(word) && /\d|[A-Z]{3}/.test(word))
    .map(squashed)
  return [...runs, ...keys].filter((piece) => piece.length >= 8)
}

/** What the parts of a text that look encoded say. */
function decoded(text: string): string[] {
  const found: string[] = []
  for (const candidate of [
    ...(text.match(/[A-Za-z0-9+/_-]{8,}={0,2}/g) ?? []),
    text.replace(/[^A-Za-z0-9+/=]/g, ''),
  ]) {
    for (let shift = 0; shift < 4; shift++) found.push(fromBase64(candidate.slice(shift)))
    found.push(fromBase64(reversed(candidate)))
  }
  for (const hex of text.replace(/(?:0x|\\x|[\s:])/g, '').match(/(?:[0-9a-f]{2}){6,}/gi) ?? [])
    found.push(String.fromCharCode(...(hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16))))
  const percent = text.includes('%')
    ? text.replace(/%([0-9a-f]{2})/gi, (_, pair: string) => String.fromCharCode(parseInt(pair, 16)))
    : ''
  return [...found, percent].filter((each) => each.length > 5)
}

function fromBase64(value: string): string {
  const clean = value.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  try {
    return atob(clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0)))
  } catch {
    return ''
  }
}

/** A word that no language has: capitals within it, letters and digits mixed at length, bits, or letters one by one. */
const isEncoded = (text: string) => {
  const bare = text.replace(/https?:\/\/\S+/g, '')
  return (
    /(?:(?<!\S)\p{L}\s+){5,}/u.test(bare) ||
    bare.split(/\s+/).some((word) => {
      const inner = word.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9=]+$/g, '')
      if (/^[01]{16,}$/.test(inner) || /^[A-Za-z0-9+/_-]{6,}=+$/.test(inner)) return true
      if (/^\p{Ll}{3,}\p{Lu}$/u.test(inner)) return true
      if (inner.length < 10 || !/^[A-Za-z0-9+/=_-]+$/.test(inner)) return false
      return /[a-z][A-Z]/.test(inner) || (inner.length >= 20 && /[a-z]/.test(inner) && /\d/.test(inner))
    })
  )
}

/** Whether the commonest words are those of another language. */
function isForeign(text: string): boolean {
  const all = fold(text).match(/[a-z]+/g) ?? []
  if (all.length < 4) return false
  const own = all.filter((word) => portuguese.has(word)).length
  const others = all.filter((word) => foreign.has(word) && !portuguese.has(word)).length
  const hasOtherLetters = /[\p{Script=Cyrillic}\p{Script=Han}\p{Script=Arabic}\p{Script=Hiragana}]{3,}/u.test(
    text,
  )
  return hasOtherLetters || (others > 1 && others > own)
}

const linksIn = (text: string) =>
  text.match(
    /(?:https?:\/\/|www\.)[^\s<>()]+|\b[a-z0-9-]+\.(?:com|net|org|app|site|online|test|link|me|io)(?:\.br)?\b[^\s<>()]*/gi,
  ) ?? []

const holdsUnknownLink = (text: string, said: readonly string[]) =>
  linksIn(text).some((link) => {
    const bare = link.replace(/[.,;!?]+$/, '').toLowerCase()
    return !said.some((each) => each.toLowerCase().includes(bare))
  })

/** A phone, a document, an address or a whole name that nobody in this conversation, and nothing of the clinic, told. */
function holdsUnknownPerson(text: string, allowed: readonly string[]): boolean {
  if (holdsUnknownNumber(text, allowed)) return true
  const plainAllowed = fold(allowed.join(' \n '))
  return fullNames(text).some((name) => !plainAllowed.includes(fold(name)))
}

/** A phone, a document or an e-mail address that is not in what is allowed. */
function holdsUnknownNumber(text: string, allowed: readonly string[]): boolean {
  const numbers = allowed.map((each) => each.replace(/\D/g, '')).join(' ')
  const longNumbers = text.match(/\+?\d[\d\s().-]{6,}\d/g) ?? []
  const isUnknownNumber = (value: string) => {
    const digits = value.replace(/\D/g, '')
    return digits.length >= 8 && digits.length <= 16 && !numbers.includes(digits.slice(-8))
  }
  if (longNumbers.some(isUnknownNumber)) return true
  const plainAllowed = fold(allowed.join(' \n '))
  const mails = text.match(/[^\s<>]+@[^\s<>]+\.[a-z]{2,}/gi) ?? []
  return mails.some((mail) => !plainAllowed.includes(fold(mail)))
}

const opening =
  /^(?:Ol[áa]|Oi|Bom|Boa|Sim|N[ãa]o|Claro|O|A|Os|As|Seu|Sua|Dra?|Dr[as]?|Que|Se|Em|No|Na|Para|Por|Com|Eu|Voc[êe]|Certo|Ok|Obrigad[oa]|Perfeito|[ÓO]timo|Entendi|Aqui|Temos|Pode|Ligue|Segunda|Ter[çc]a|Quarta|Quinta|Sexta|S[áa]bado|Domingo|E|De|Do|Da)$/

/** Two or more words in a row that begin with a capital, without what opens a sentence. */
function fullNames(text: string): string[] {
  const runs = text.match(/\p{Lu}[\p{Ll}'’]+(?:\s(?:d[aeo]s?\s)?\p{Lu}[\p{Ll}'’]+)+/gu) ?? []
  return runs.flatMap((run) => {
    const parts = run.split(/\s+/)
    while (parts.length > 0 && opening.test(parts[0] ?? '')) parts.shift()
    return parts.length >= 2 ? [parts.join(' ')] : []
  })
}
