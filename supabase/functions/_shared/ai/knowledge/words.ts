import { lightWords, sameMeaning, stopWords } from './thesaurus.ts'

/** Lower case, without accents. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')

/** Words and numbers of a text, plain. "1.260" and "R$ 85,50" keep their digits together; "wi-fi" is one word. */
export function wordsOf(text: string): string[] {
  return (
    plain(text)
      .replace(/(\p{L})-(\p{L})/gu, '$1$2')
      .match(/\d+(?:[.,]\d+)*|\p{L}+/gu) ?? []
  )
}

const endings: readonly (readonly [RegExp, string])[] = [
  [/(oes|aes|aos)$/, 'ao'],
  [/ais$/, 'al'],
  [/eis$/, 'el'],
  [/ois$/, 'ol'],
  [/ns$/, 'm'],
  [/([^s])s$/, '$1'],
]
/** Endings of words, the longest first, and how much has to be left of the word without it. */
const suffixes: readonly (readonly [RegExp, number])[] = [
  [/(izacao|amento|imento|adora|ezinha|ezinho)$/, 3],
  [/(mente|idade|acao|icao|ucao|ancia|encia|inho|inha|ador|edor|idor|avel|ivel|ista|agem)$/, 3],
  [
    /(assem|essem|issem|ariam|eriam|iriam|arem|erem|irem|aram|eram|iram|avam|ando|endo|indo|aria|eria|iria)$/,
    3,
  ],
  [/(ado|ada|ido|ida|ava|ara|era|ira|asse|esse|isse|amos|emos|imos)$/, 3],
  [/(cao|sao|tor|iva|ivo|osa|oso|ica|ico)$/, 4],
  [/(ar|er|ir|am|em|ou|iu|ei|ia|io|ao|ue)$/, 3],
  [/[aeiou]$/, 3],
]

/** Forms that do not begin like their verb, and numbers that are written in words. */
const irregular: Readonly<Record<string, string>> = {
  ...{
    perco: 'perder',
    faco: 'fazer',
    trago: 'trazer',
    digo: 'dizer',
    peco: 'pedir',
    meco: 'medir',
    ouco: 'ouvir',
  },
  ...{
    sirvo: 'servir',
    durmo: 'dormir',
    sinto: 'sentir',
    vejo: 'ver',
    veem: 'ver',
    ve: 'ver',
    leio: 'ler',
    le: 'ler',
  },
  ...{
    leem: 'ler',
    venho: 'vir',
    fiz: 'fazer',
    trouxe: 'trazer',
    disse: 'dizer',
    dois: '2',
    duas: '2',
    tres: '3',
  },
  ...{
    quatro: '4',
    cinco: '5',
    seis: '6',
    sete: '7',
    oito: '8',
    nove: '9',
    dez: '10',
    onze: '11',
    doze: '12',
  },
  ...{
    quinze: '15',
    vinte: '20',
    trinta: '30',
    quarenta: '40',
    cinquenta: '50',
    sessenta: '60',
    noventa: '90',
  },
}

/** What words of one family share, roughly: "remarcar", "remarcação" and "remarquei" meet. */
export function stemOf(written: string): string {
  const word = irregular[written] ?? written
  if (/^\d/.test(word) || word.length < 4) return word
  let stem = word
  for (const [ending, instead] of endings) {
    if (ending.test(stem)) {
      stem = stem.replace(ending, instead)
      break
    }
  }
  for (const [suffix, least] of suffixes) {
    const shorter = stem.replace(suffix, '')
    if (shorter !== stem && shorter.length >= least) {
      stem = shorter
      break
    }
  }
  // what is written before e and i, and before a and o, sounds the same
  return stem
    .replace(/(qu|c)$/, 'k')
    .replace(/gu?$/, 'g')
    .replace(/[aeiou]$/, (end) => (stem.length > 4 ? '' : end))
}

/** Whether two stems are of one word: the same, or long and equal up to their ends. */
export function isAlike(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 5 && long.length - short.length <= 4 && long.startsWith(short)
}

/** A word of a question that says what it is about. */
export interface Term {
  word: string
  stem: string
  /** 1; less for words that most questions hold, and for numbers. */
  weight: number
  /** Other ways to say it: each a list of stems that have to be there together. */
  others: string[][]
  /** Written like a name: nothing is answered about somebody else. */
  isName: boolean
}

/** By the stems of a word, or of several in a row, the other ways to say it. */
const alternatives = new Map<string, Set<string>>()
for (const group of sameMeaning) {
  const phrases = group.split(',').map((phrase) => phrase.trim())
  for (const phrase of phrases) {
    const key = wordsOf(phrase).map(stemOf).join(' ')
    const known = alternatives.get(key) ?? new Set<string>()
    for (const other of phrases) if (other !== phrase) known.add(other)
    alternatives.set(key, known)
  }
}
const longestPhrase = 4
const lightAsWritten = new Set(lightWords.split(/\s+/).map(plain))
const lightStems = new Set([...lightAsWritten].map(stemOf))
/** What is left of a short word is left of many others, too. */
const isLight = (word: string, stem: string) =>
  lightAsWritten.has(word) || (stem.length > 3 && lightStems.has(stem))
const stopped = new Set(stopWords.split(/\s+/).map(plain))

const nameWeight = 0.4
const lightWeight = 0.25

/** The words of a question that say what it is about, each once. */
export function termsOf(question: string): Term[] {
  const words = wordsOf(question)
  const stems = words.map(stemOf)
  const others = words.map(() => new Set<string>())
  for (let size = 1; size <= longestPhrase; size += 1) {
    for (let at = 0; at + size <= stems.length; at += 1) {
      for (const other of alternatives.get(stems.slice(at, at + size).join(' ')) ?? [])
        for (let each = at; each < at + size; each += 1) others[each]!.add(other)
    }
  }
  const names = namesOf(question)
  const terms = new Map<string, Term>()
  for (const [at, word] of words.entries()) {
    const stem = stems[at]!
    if (stopped.has(word) || (word.length < 2 && !/\d/.test(word)) || terms.has(stem)) continue
    // what the thesaurus knows is a word that happens to be written large
    const isName = names.has(word) && others[at]!.size === 0
    terms.set(stem, {
      word,
      stem,
      weight: /^\d/.test(stem) || isLight(word, stem) ? lightWeight : isName ? nameWeight : 1,
      others: [...others[at]!].map((phrase) =>
        wordsOf(phrase)
          .filter((part) => !stopped.has(part))
          .map(stemOf),
      ),
      isName,
    })
  }
  return [...terms.values()]
}

/** Words with a capital letter that do not begin a sentence, of whoever does not write all with them. */
function namesOf(question: string): Set<string> {
  const found = question.match(/(?<=[\p{Ll}\d,;] )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*/gu) ?? []
  const count = question.match(/\p{L}+/gu)?.length ?? 0
  const names = found.flatMap(wordsOf)
  return new Set(names.length * 2 > count ? [] : names)
}

/** A question with the other ways to say its words, for the full text. */
export function widened(question: string): string {
  const more = termsOf(question).flatMap(({ others }) => others.map((phrase) => phrase.join(' ')))
  return [question, ...new Set(more)].join(' ').slice(0, 2000)
}
