import { foldText } from './fold-text'

/** A piece of a text, and whether a search found it. */
export interface Piece {
  text: string
  marked: boolean
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu
/** What a Portuguese word may end in after its stem. */
const ENDINGS = new Set(
  (
    ' s a e o as es os ao oes aos aes ais eis ois is il l m ns n r z ' +
    'ar er ir ou ei eu iu am em ava avam ia iam ando endo indo ado ada ados adas ido ida idos idas ' +
    'amos emos imos arei era ara aram eram iram asse acao acoes cao coes ca coes mente inho inha inhos inhas res zes ro ra ros ras'
  ).split(' '),
)
/** A stem shorter than this says nothing. */
const STEM = 4
/** The beginning of a word counts from here on. */
const BEGINNING = 3

/** The words of a search, as texts are compared with them. */
export function searchWords(search: string): string[] {
  return [...new Set([...search.matchAll(WORD)].map(([word]) => foldText(word)))]
}

/** Whether a word of a text is one that is looked for: itself, its beginning, or another ending of it. */
function isFound(word: string, wanted: string): boolean {
  if (word === wanted) return true
  if (wanted.length >= BEGINNING && word.startsWith(wanted)) return true
  let same = 0
  while (same < word.length && word[same] === wanted[same]) same += 1
  for (let stem = same; stem >= STEM; stem -= 1)
    if (ENDINGS.has(word.slice(stem)) && ENDINGS.has(wanted.slice(stem))) return true
  return false
}

/** A text in pieces, those marked whose word is looked for; accents, case and endings aside. */
export function markPieces(text: string, words: readonly string[]): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  if (words.length > 0)
    for (const match of text.matchAll(WORD)) {
      const folded = foldText(match[0])
      if (!words.some((wanted) => isFound(folded, wanted))) continue
      if (match.index > end) pieces.push({ text: text.slice(end, match.index), marked: false })
      pieces.push({ text: match[0], marked: true })
      end = match.index + match[0].length
    }
  if (end < text.length) pieces.push({ text: text.slice(end), marked: false })
  return pieces
}

/** Where the first word that is looked for stands in a text; null when none does. */
export function firstMark(text: string, words: readonly string[]): number | null {
  const pieces = markPieces(text, words)
  const index = pieces.findIndex((piece) => piece.marked)
  return index < 0 ? null : pieces.slice(0, index).reduce((length, piece) => length + piece.text.length, 0)
}

/** The line of a list that shows a long text from shortly before its first mark. */
export function excerptOf(text: string, words: readonly string[], before = 40): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const first = firstMark(line, words) ?? 0
  if (first <= before) return line
  const space = line.indexOf(' ', first - before)
  return `…${line.slice(space >= 0 && space < first ? space + 1 : first)}`
}
