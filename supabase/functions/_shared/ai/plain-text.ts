import * as handoffWords from './words/handoff.ts'
import { idioms, intents, smallTalk, spam } from './words/intents.ts'
import { commonWords, slang } from './words/spelling.ts'
import { vocabulary } from './words/vocabulary.ts'

/**
 * Text as the rules read it: lower case, without accents, signs and emoji, slang written out, letters that are drawn out
 * written once, and common words corrected by one letter. Words are separated by one space.
 */
export function plainWords(text: string): string {
  return fold(text)
    .replace(/([a-z])\1{2,}/g, '$1')
    .replace(/(\d)\s*[h:]\s*(\d{2})\b/g, '$1h$2')
    .replace(/[^a-z0-9@]+/g, ' ')
    .trim()
    .split(' ')
    .flatMap((word) => (word === '' ? [] : [written(word)]))
    .join(' ')
}

/** Lower case without accents, marks and characters that cannot be seen; letters that only look Latin are Latin. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[а-яѐ-џα-ω]/g, (letter) => lookalikes.get(letter) ?? letter)
}

const lookalikes = new Map([...'аеорсухіѕԁοα'].map((letter, index) => [letter, 'aeopcyxisdoa'.charAt(index)]))

function written(word: string): string {
  const meant = slang.get(word)
  if (meant !== undefined) return meant
  if (word.length < 6 || isKnown(word) || /\d/.test(word)) return word
  for (const length of [word.length, word.length - 1, word.length + 1])
    for (const common of byLength.get(length) ?? []) if (isOneApart(word, common)) return common
  return word
}

const byLength = new Map<number, string[]>()
for (const word of commonWords) byLength.set(word.length, [...(byLength.get(word.length) ?? []), word])
/** Every word of the lists: one of them is never taken for another. */
const known = new Set(
  [
    ...Object.values(handoffWords).flat(),
    ...Object.values(intents).flatMap(({ strong, middle, weak }) => [...strong, ...middle, ...weak]),
    ...Object.values(vocabulary).flat(),
    ...smallTalk,
    ...idioms,
    ...spam,
    ...commonWords,
  ].flatMap((phrase) => phrase.split(/[\s|_]+/)),
)
const begun = [...known].flatMap((word) => (/^[a-z]{4,}\*$/.test(word) ? [word.slice(0, -1)] : []))

const isKnown = (word: string) => known.has(word) || begun.some((begin) => word.startsWith(begin))

/** One letter too many, missing, wrong, or two that changed places. */
function isOneApart(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && left[0] === right[1] && left[1] === right[0]
}
