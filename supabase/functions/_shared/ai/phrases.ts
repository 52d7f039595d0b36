/** Phrases that were compiled; `holds` and `withoutPhrases` read them. */
export type Phrases = readonly (readonly Part[])[]

/** A part of a phrase: up to so many words of any kind, or one of several words or phrases. */
type Part = { gap: number } | Choice
interface Choice {
  /** Alternatives by their first word, where that is written out. */
  exact: ReadonlyMap<string, readonly Phrases[number][]>
  /** Alternatives whose first word is only begun, a number or anything. */
  open: readonly { first: (word: string) => boolean; rest: Phrases[number] }[]
}

type Lists = Readonly<Record<string, readonly string[]>>

/**
 * Compiles phrases of the word lists. A phrase is words of plain text: `word*` is the beginning of a word, `a|b_c` one of
 * several, where `_` joins the words of one, `#` a number, `~` up to three words of any kind, `~~` up to eight, and
 * `{name}` one of a list, whose entries are phrases themselves.
 */
export function compilePhrases(phrases: readonly string[], lists: Lists): Phrases {
  return phrases.map((phrase) =>
    phrase
      .trim()
      .split(/\s+/)
      .map((token) => partOf(token, lists)),
  )
}

const parts = new WeakMap<Lists, Map<string, Part>>()

function partOf(token: string, lists: Lists): Part {
  if (token === '~') return { gap: 3 }
  if (token === '~~') return { gap: 8 }
  const known = parts.get(lists) ?? new Map<string, Part>()
  parts.set(lists, known)
  const made = known.get(token) ?? choiceOf(alternativesOf(token, lists), lists)
  known.set(token, made)
  return made
}

/** The alternatives of a token, each as its words. */
function alternativesOf(token: string, lists: Lists): string[][] {
  return token.split('|').flatMap((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined) return [part.split('_')]
    const entries = lists[name]
    if (!entries) throw new Error(`no list of words is called ${name}`)
    return entries.map((entry) => entry.split(/\s+/))
  })
}

function choiceOf(alternatives: readonly (readonly string[])[], lists: Lists): Choice {
  const exact = new Map<string, Phrases[number][]>()
  const open: { first: (word: string) => boolean; rest: Phrases[number] }[] = []
  for (const [first = '', ...words] of alternatives) {
    const rest = words.map((word) => partOf(word, lists))
    const inner = /^\{(\w+)\}$/.test(first) ? alternativesOf(first, lists) : [[first]]
    for (const [begin = '', ...more] of inner) {
      const tail = [...more.map((word) => partOf(word, lists)), ...rest]
      if (begin === '#') open.push({ first: (word) => /^\d/.test(word), rest: tail })
      else if (begin === '*') open.push({ first: () => true, rest: tail })
      else if (begin.endsWith('*')) {
        const start = begin.slice(0, -1)
        const isNumber = /^\d/.test(start)
        open.push({ first: (word) => word.startsWith(start) && (isNumber || !/^\d/.test(word)), rest: tail })
      } else exact.set(begin, [...(exact.get(begin) ?? []), tail])
    }
  }
  return { exact, open }
}

/** A text that is looked at: its words, and where the parts that were tried end. */
export interface Words {
  readonly list: readonly string[]
  readonly ends: Map<Part, number[][]>
}

/** Plain text, ready to be looked at with many phrases. */
export const wordsOf = (plain: string): Words => ({
  list: plain === '' ? [] : plain.split(' '),
  ends: new Map(),
})

/** Whether a text holds one of the phrases. */
export function holds(words: Words, phrases: Phrases): boolean {
  return phrases.some(
    (phrase) =>
      reach(
        words,
        phrase,
        words.list.map((_, index) => index),
      ).length > 0,
  )
}

/** How many of the phrases a text holds. */
export const countOf = (words: Words, phrases: Phrases): number =>
  phrases.filter((phrase) => holds(words, [phrase])).length

/** The text without the phrases, the longest first where several begin at a word. */
export function withoutPhrases(words: Words, phrases: Phrases): Words {
  const left: string[] = []
  for (let at = 0; at < words.list.length;) {
    const ends = phrases.flatMap((phrase) => reach(words, phrase, [at]))
    const end = Math.max(at, ...ends)
    if (end === at) left.push(words.list[at] ?? '')
    at = Math.max(end, at + 1)
  }
  return wordsOf(left.join(' '))
}

/** Where a phrase ends that begins at one of these words. */
function reach(words: Words, phrase: Phrases[number], from: readonly number[]): number[] {
  let places = [...from]
  for (const part of phrase) {
    const next = new Set<number>()
    for (const place of places) {
      if ('gap' in part) {
        const last = Math.min(place + part.gap, words.list.length)
        for (let end = place; end <= last; end++) next.add(end)
      } else for (const end of endsOf(words, part, place)) next.add(end)
    }
    places = [...next]
    if (places.length === 0) return places
  }
  return places
}

/** Where a choice ends that begins at a word; looked for once a text. */
function endsOf(words: Words, part: Choice, place: number): readonly number[] {
  const word = words.list[place]
  if (word === undefined) return []
  const known = words.ends.get(part) ?? []
  words.ends.set(part, known)
  const before = known[place]
  if (before !== undefined) return before
  const rests = [
    ...(part.exact.get(word) ?? []),
    ...part.open.filter(({ first }) => first(word)).map(({ rest }) => rest),
  ]
  const ends = [...new Set(rests.flatMap((rest) => reach(words, rest, [place + 1])))]
  known[place] = ends
  return ends
}
