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
  [/(assem|essem|issem|ariam|eriam|iriam|arem|erem|irem|aram|eram|iram|avam|ando|endo|indo|aria|eria|iria)$/, 3],
  [/(ado|ada|ido|ida|ava|ara|era|ira|asse|esse|isse|amos|emos|imos)$/, 3],
  [/(cao|sao|tor|iva|ivo|osa|oso|ica|ico)$/, 4],
  [/(ar|er|ir|am|em|ou|iu|ei|ia|io|ao|ue)$/, 3],
  [/[aeiou]$/, 3],
]

/** What words of one family share, roughly: "remarcar", "remarcação" and "remarquei" meet. */
export function stemOf(word: string): string {
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
  return stem.replace(/(qu|c)$/, 'k').replace(/gu?$/, 'g').replace(/[aeiou]$/, (end) => (stem.length > 4 ? '' : end))
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
}

const alternatives = new Map<string, Set<string>>()
for (const group of sameMeaning) {
  const phrases = group.split(',').map((phrase) => phrase.trim())
  for (const phrase of phrases) {
    const stems = wordsOf(phrase).map(stemOf)
    // whoever says several words is not led on by one of them
    if (stems.length > 1) continue
    const known = alternatives.get(stems[0]!) ?? new Set<string>()
    for (const other of phrases) if (other !== phrase) known.add(other)
    alternatives.set(stems[0]!, known)
  }
}
const light = new Set(lightWords.split(/\s+/).map((word) => stemOf(plain(word))))
const stopped = new Set(stopWords.split(/\s+/).map(plain))

/** The words of a question that say what it is about, each once. */
export function termsOf(question: string): Term[] {
  const terms = new Map<string, Term>()
  for (const word of wordsOf(question)) {
    if (stopped.has(word) || (word.length < 2 && !/\d/.test(word))) continue
    const stem = stemOf(word)
    if (terms.has(stem)) continue
    terms.set(stem, {
      word,
      stem,
      weight: /^\d/.test(word) ? 0.25 : light.has(stem) ? 0.25 : 1,
      others: [...(alternatives.get(stem) ?? [])].map((phrase) =>
        wordsOf(phrase)
          .filter((part) => !stopped.has(part))
          .map(stemOf),
      ),
    })
  }
  return [...terms.values()]
}

/** A question with the other ways to say its words, for the full text. */
export function widened(question: string): string {
  const more = termsOf(question).flatMap(({ stem }) => [...(alternatives.get(stem) ?? [])])
  return [question, ...new Set(more)].join(' ').slice(0, 2000)
}
