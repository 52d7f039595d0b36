/** What is known of the people in a conversation, to be found again in its texts. */
export interface KnownPerson {
  names: readonly string[]
  phones: readonly string[]
}

/** Puts marks in the place of personal data before a text leaves, and what they stand for into what comes back. */
export interface Minimiser {
  /** The text without names, phones, CPF, CNPJ, cards and e-mail addresses; the same value gets the same mark. */
  hide(text: string): string
  /** The text with what its marks stand for. A mark that nobody made stays, and `hasMarks` tells. */
  restore(text: string): string
}

const mark = /[⟦[]\s*(NOME|TEL|CPF|CNPJ|EMAIL|CARTAO)[_\s-]?(\d+)\s*[⟧\]]/g
const email = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu
const cpf = /(?<![\d.])\d{3}[\s.]?\d{3}[\s.]?\d{3}\s?[-–]\s?\d{2}(?!\d)/g
const cnpj = /(?<!\d)\d{2}\.?\d{3}\.?\d{3}\/?\d{4}-?\d{2}(?!\d)/g
const card = /(?<!\d)(?:\d{4}[\s.-]?){3}\d{3,4}(?!\d)/g
const phone = /(?<![\d.,])(?:\+?55[\s.-]?)?\(?\d{2}\)?[\s.-]?(?:9[\s.]?)?\d{4}[\s.-]?\d{4}(?!\d)/g
const eleven = /(?<!\d)\d{11}(?!\d)/g
/** "meu nome é Ana Prado": names are told with a capital, or right after these words. */
const introduced =
  /(?<=\b(?:me chamo|meu nome (?:é|e|eh)|sou (?:o|a)|aqui (?:é|e|eh) (?:o|a)|falo com (?:o|a)|nome dele é|nome dela é|nome do paciente é)\s)(\p{L}[\p{L}'’-]+(?:\s(?:d[aeo]s?\s)?\p{Lu}[\p{L}'’-]+){0,4})/giu

/** Whether a text still holds a mark, which means that it was not made here. */
export const hasMarks = (text: string): boolean => new RegExp(mark.source).test(text) || /[⟦⟧]/.test(text)

/** A minimiser of one conversation; marks are counted as they are made. */
export function createMinimiser(known: KnownPerson): Minimiser {
  const values = new Map<string, string>()
  const marks = new Map<string, string>()

  const made = (kind: string, value: string, key = value.toLowerCase()) => {
    const before = marks.get(`${kind} ${key}`)
    if (before !== undefined) return before
    const count = [...values.keys()].filter((each) => each.startsWith(`⟦${kind}_`)).length + 1
    const name = `⟦${kind}_${count}⟧`
    values.set(name, value)
    marks.set(`${kind} ${key}`, name)
    return name
  }
  const digits = (value: string) => value.replace(/\D/g, '')
  const names = known.names
    .flatMap((name) => [name.trim(), ...name.trim().split(/\s+/)])
    .filter((name) => name.length > 2 && !/^(d[aeo]s?)$/i.test(name))
    .sort((a, b) => b.length - a.length)

  return {
    hide(text) {
      let hidden = text
        .replace(/[⟦⟧]/g, '')
        .replace(email, (value) => made('EMAIL', value))
        .replace(card, (value) => made('CARTAO', value, digits(value)))
        .replace(cnpj, (value) => made('CNPJ', value, digits(value)))
        .replace(cpf, (value) => made('CPF', value, digits(value)))
        .replace(eleven, (value) => (isCpf(value) ? made('CPF', value) : value))
        .replace(phone, (value) => made('TEL', value, digits(value).slice(-8)))
        .replace(introduced, (value) => made('NOME', value))
      for (const name of names) hidden = replaceName(hidden, name, (value) => made('NOME', value))
      return hidden
    },
    restore: (text) =>
      text.replace(mark, (whole, kind: string, count: string) => values.get(`⟦${kind}_${count}⟧`) ?? whole),
  }
}

/** Replaces a whole name, with or without its accents and capitals. */
function replaceName(text: string, name: string, by: (value: string) => string): string {
  const letters = [...name].map((letter) => {
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '')
    const both = letter === plain ? accented(plain) : `${letter}${plain}`
    return /\p{L}/u.test(letter) ? `[${both}]` : letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return text.replace(new RegExp(`(?<![\\p{L}⟦])${letters.join('')}(?![\\p{L}_])`, 'giu'), (value) =>
    by(value),
  )
}

const accents: Readonly<Record<string, string>> = {
  a: 'aáàâã',
  e: 'eéê',
  i: 'ií',
  o: 'oóôõ',
  u: 'uúü',
  c: 'cç',
}
const accented = (letter: string) => accents[letter.toLowerCase()] ?? letter

function isCpf(value: string): boolean {
  const check = (length: number) => {
    let sum = 0
    for (let at = 0; at < length; at++) sum += Number(value[at]) * (length + 1 - at)
    return ((sum * 10) % 11) % 10 === Number(value[length])
  }
  return !/^(\d)\1{10}$/.test(value) && check(9) && check(10)
}
