import { shallowRef } from 'vue'

/** Where and in which language something is written for people. */
export interface Reader {
  locale: string
  /** IANA zone of the clinic; the browser's own when absent. */
  timeZone?: string | undefined
}

const DAY = 86_400_000

type DateInput = string | number | Date

/** "14:30" */
export function formatTime(value: DateInput, reader: Reader): string {
  return intl(reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(value))
}

/** "amanhã" · "hoje" · "ontem" · "seg., 12 mai." · "12 mai. 2024" for another year. */
export function formatDay(value: DateInput, reader: Reader, now: DateInput = Date.now()): string {
  const days = daysBetween(value, now, reader)
  if (Math.abs(days) <= 1) {
    return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(-days, 'day')
  }
  const parts = partsOf(value, reader, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  const date = isPortuguese(reader) ? `${parts.day} ${parts.month}` : `${parts.month} ${parts.day}`
  const sameYear = parts.year === partsOf(now, reader, { year: 'numeric' }).year
  if (sameYear) return `${parts.weekday}, ${date}`
  return isPortuguese(reader) ? `${date} ${parts.year}` : `${date}, ${parts.year}`
}

/** "sábado, 28 de novembro" */
export function formatLongDay(value: DateInput, reader: Reader): string {
  return intl(reader, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(value))
}

/** "hoje 14:30" · "ontem 14:30" · "seg., 12 mai. 14:30": a moment in a sentence. */
export function formatMoment(value: DateInput, reader: Reader, now: DateInput = Date.now()): string {
  return `${formatDay(value, reader, now)} ${formatTime(value, reader)}`
}

/** "12/05/2026, 14:30": a moment in a file, which is read on another day. */
export function formatTimestamp(value: DateInput, reader: Reader): string {
  return intl(reader, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(value))
}

/** The shortest that tells a recent moment in a list: "14:30", "ontem", "seg., 12 mai.". */
export function formatListTime(value: DateInput, reader: Reader, now: DateInput = Date.now()): string {
  return daysBetween(value, now, reader) === 0 ? formatTime(value, reader) : formatDay(value, reader, now)
}

/** "3 min", "2 h", "4 dias": an age in seconds in its largest sensible unit. */
export function formatDuration(seconds: number, reader: Reader): string {
  const [value, unit] =
    seconds < 60
      ? [Math.round(seconds), 'second']
      : seconds < 3600
        ? [Math.floor(seconds / 60), 'minute']
        : seconds < 86_400
          ? [Math.floor(seconds / 3600), 'hour']
          : [Math.floor(seconds / 86_400), 'day']
  return new Intl.NumberFormat(reader.locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}

/** "1,4 MB" */
export function formatBytes(bytes: number, locale: string): string {
  const mega = bytes >= 1_000_000
  const value = mega ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1_000))
  const unit = mega ? 'megabyte' : 'kilobyte'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value)
}

/** "1.234" */
export function formatNumber(value: number, reader: Reader): string {
  return new Intl.NumberFormat(reader.locale).format(value)
}

/** "+1.234" · "-20": what a movement adds or takes. */
export function formatSigned(value: number, reader: Reader): string {
  return new Intl.NumberFormat(reader.locale, { signDisplay: 'exceptZero' }).format(value)
}

/** "R$ 49,90" from cents. */
export function formatMoney(cents: number, reader: Reader, currency = 'BRL'): string {
  return new Intl.NumberFormat(reader.locale, { style: 'currency', currency }).format(cents / 100)
}

type PhoneParser = typeof import('libphonenumber-js/min').parsePhoneNumberFromString

const foreignParser = shallowRef<PhoneParser | null>(null)
let parserRequested = false

/**
 * "(11) 91234-5678" from E.164. Brazilian numbers, which the database keeps in one form, need no library;
 * the one for the rest of the world is fetched when the first foreign number is shown, and what was
 * rendered before is rendered again then.
 */
export function formatPhone(phone: string | null | undefined): string {
  if (!phone) return ''
  const brazilian = /^\+55(\d{2})(\d{4,5})(\d{4})$/.exec(phone)
  if (brazilian) return `(${brazilian[1]}) ${brazilian[2]}-${brazilian[3]}`
  if (!foreignParser.value && !parserRequested) {
    parserRequested = true
    void import('libphonenumber-js/min').then((library) => {
      foreignParser.value = library.parsePhoneNumberFromString
    })
  }
  return foreignParser.value?.(phone)?.formatInternational() ?? phone
}

/** "Dr.", "Sra.", "Prof.", "Dona", "Seu": what half a clinic and its patients are called before their names. */
const COURTESY_TITLE =
  /^\(?(?:dra?|sra?|srta|profa?|d(?=\.)|dona|seu|senhora?|senhorita|doutora?|professora?|mrs?|ms|miss)\b\.?\)?$/iu

/** The words of a name that hold letters, and the courtesy title before them. */
function wordsOfName(name: string): { title: string | null; words: string[] } {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word))
  const hasTitle = words.length > 1 && COURTESY_TITLE.test(words[0] ?? '')
  return hasTitle ? { title: words[0] ?? null, words: words.slice(1) } : { title: null, words }
}

/** "Maria da Silva" → "Maria", "Dra. Íris Nóbrega" → "Dra. Íris": how colleagues call somebody. */
export function shortNameOf(name: string): string {
  const { title, words } = wordsOfName(name)
  return [title, words[0]].filter(Boolean).join(' ')
}

/** "Maria da Silva" → "Maria", "Dona Lúcia" → "Lúcia", "Profa. Dra. Íris" → "Íris": the name itself, or nothing. */
export function firstNameOf(name: string): string {
  const isName = (word: string) => /\p{L}/u.test(word) && !COURTESY_TITLE.test(word)
  return name.trim().split(/\s+/).find(isName) ?? ''
}

/** What stands before the name of a place: it would give every clinic the same letter. */
const PLACE_WORD =
  /^(?:cl[ií]nicas?|consult[óo]rios?|hospital|centros?|instituto|espa[çc]o|laborat[óo]rio|grupo|d[aeo]s?|e|of|the|clinic)$/iu

/** "Maria da Silva" → "MS", "Dra. Íris Nóbrega" → "ÍN", "Clínica Aurora" → "A" */
export function initialsOf(name: string | null | undefined): string {
  const all = wordsOfName(name ?? '').words.filter(
    (word, index, every) => index === every.length - 1 || !COURTESY_TITLE.test(word),
  )
  const named = all.filter((word) => !PLACE_WORD.test(word))
  const words = named.length > 0 ? named : all
  const first = words[0]
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, last]
    .map((word) => [...(word ?? '')].find((c) => /\p{L}/u.test(c)) ?? '')
    .join('')
    .toUpperCase()
}

function isPortuguese(reader: Reader): boolean {
  return reader.locale.startsWith('pt')
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Building a formatter costs far more than using it, and a list uses the same few a thousand times. */
function intl(reader: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([reader.locale, reader.timeZone, options])
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(reader.locale, { ...options, timeZone: reader.timeZone })
  formatters.set(key, made)
  return made
}

function partsOf(
  value: DateInput,
  reader: Reader,
  options: Intl.DateTimeFormatOptions,
): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  const parts = intl(reader, options).formatToParts(new Date(value))
  return Object.fromEntries(parts.map((part) => [part.type, part.value]))
}

/** Calendar days of the reader's zone from `value` to `now`. */
function daysBetween(value: DateInput, now: DateInput, reader: Reader): number {
  return Math.round((dayNumber(now, reader) - dayNumber(value, reader)) / DAY)
}

function dayNumber(value: DateInput, reader: Reader): number {
  const parts = partsOf(
    value,
    { ...reader, locale: 'en-CA' },
    { year: 'numeric', month: '2-digit', day: '2-digit' },
  )
  return Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day))
}
