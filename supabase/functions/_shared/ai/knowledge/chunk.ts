/** A passage of a document as it is searched. */
export interface Chunk {
  /** Title and headings above it, joined by " › ". */
  heading: string
  text: string
  tokens: number
}

/** A block that is not torn apart: a paragraph, a list with what leads into it, or a table. */
interface Block {
  path: string[]
  text: string
  tokens: number
}

const fewest = 400
const most = 800
/** So much of the end of a chunk stands at the beginning of the next, too. */
const overlap = 60

/** About how many tokens a model counts: words of Portuguese are cut into pieces of four letters or so. */
export function countTokens(text: string): number {
  return Math.ceil(
    (text.match(/[\p{L}\p{N}]+/gu) ?? []).reduce((sum, word) => sum + Math.ceil(word.length / 5), 0) +
      (text.match(/[^\s\p{L}\p{N}]/gu) ?? []).length / 2,
  )
}

const isTable = (line: string) => /^\s*\|.*\|\s*$/.test(line)
const isItem = (line: string) => /^\s*(?:[-*+•]|\d+[.)])\s+/.test(line)

/** Blocks of a Markdown text, each with the headings above it. */
function blocksOf(title: string, markdown: string): Block[] {
  const blocks: Block[] = []
  const path: string[] = [title]
  const depths: number[] = [0]
  let lines: string[] = []
  const flush = () => {
    const text = lines.join('\n').trim()
    lines = []
    if (text !== '') blocks.push({ path: [...path], text, tokens: countTokens(text) })
  }
  const kindOf = (line: string) => (isTable(line) ? 'table' : isItem(line) ? 'item' : 'text')
  for (const line of markdown.split('\n')) {
    const heading = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line)
    if (heading) {
      flush()
      const depth = heading[1]!.length
      while (depths.at(-1)! >= depth && depths.length > 1) {
        depths.pop()
        path.pop()
      }
      const name = heading[2]!.replaceAll('*', '')
      // the first heading is often the title again
      if (name !== path.at(-1)) {
        depths.push(depth)
        path.push(name)
      }
    } else if (line.trim() === '') {
      // items may stand apart, and a list belongs to the line that ends with a colon before it
      if (lines.length > 0 && kindOf(lines.at(-1)!) === 'text' && !lines.at(-1)!.trim().endsWith(':')) flush()
      else lines.push('')
    } else {
      const last = lines.findLast((each) => each.trim() !== '')
      if (last !== undefined && lines.at(-1) === '') {
        const goesOn =
          (kindOf(line) === 'item' && (kindOf(last) === 'item' || last.trim().endsWith(':'))) ||
          (kindOf(line) === 'table' && last.trim().endsWith(':'))
        if (!goesOn) flush()
      }
      lines.push(line)
    }
  }
  flush()
  return blocks
}

/** Cuts what is too long by itself: a table keeps its head, a text is cut between sentences, a list between items. */
function cut(block: Block): Block[] {
  if (block.tokens <= most) return [block]
  const lines = block.text.split('\n')
  const head = isTable(lines[0]!) ? lines.slice(0, 2) : []
  const parts =
    lines.length > 1 ? lines.slice(head.length).flatMap((line) => sentencesOf(line)) : sentencesOf(block.text)
  const glue = lines.length > 1 ? '\n' : ' '
  const cuts: Block[] = []
  let taken: string[] = []
  const close = () => {
    if (taken.length === 0) return
    const text = [...head, ...taken].join(glue)
    cuts.push({ path: block.path, text, tokens: countTokens(text) })
    taken = []
  }
  for (const part of parts) {
    if (taken.length > 0 && countTokens([...head, ...taken, part].join(glue)) > most) close()
    taken.push(part)
  }
  close()
  return cuts
}

/** Sentences of a line; one that is longer than a chunk is cut between words. */
function sentencesOf(line: string): string[] {
  if (countTokens(line) <= most) return [line]
  return line.split(/(?<=[.!?;])\s+/).flatMap((sentence) => {
    if (countTokens(sentence) <= most) return [sentence]
    const words = sentence.split(/\s+/).flatMap((word) => word.match(/.{1,400}/gsu) ?? [])
    const pieces: string[] = []
    for (let at = 0; at < words.length; at += 200) pieces.push(words.slice(at, at + 200).join(' '))
    return pieces
  })
}

const shared = (a: readonly string[], b: readonly string[]) => {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return a.slice(0, at)
}

/** The end of a text, from the beginning of a sentence on, if it is a text. */
function tail(block: Block): string {
  if (/^\s*(?:\||[-*+•]\s)/m.test(block.text)) return ''
  let text = ''
  for (const sentence of block.text.split(/(?<=[.!?])\s+/).reverse()) {
    if (countTokens(`${sentence} ${text}`) > overlap) break
    text = `${sentence} ${text}`.trim()
  }
  return text === block.text ? '' : text
}

/**
 * Cuts a document into passages of 400 to 800 tokens along its headings. Tables and lists stay whole where they fit, small
 * sections stand together under the headings that they share, each with its own heading in the text, and of a text that goes on in the next passage the last
 * sentences are repeated there. The same text is always cut the same.
 */
export function chunksOf(title: string, markdown: string): Chunk[] {
  const chunks: Chunk[] = []
  let taken: Block[] = []
  let before = ''
  const size = () => taken.reduce((sum, { tokens }) => sum + tokens, 0)
  const close = () => {
    if (taken.length === 0) return
    const path = taken.reduce<readonly string[]>(
      (common, block) => shared(common, block.path),
      taken[0]!.path,
    )
    const parts: string[] = before === '' ? [] : [before]
    let under = path
    for (const block of taken) {
      if (block.path.join('\n') !== under.join('\n')) {
        if (block.path.length > path.length) parts.push(`## ${block.path.slice(path.length).join(' › ')}`)
        under = block.path
      }
      parts.push(block.text)
    }
    const text = parts.join('\n\n')
    chunks.push({ heading: path.join(' › ').slice(0, 1000), text, tokens: Math.max(1, countTokens(text)) })
    before = ''
    taken = []
  }
  for (const block of blocksOf(title, markdown).flatMap(cut)) {
    const last = taken.at(-1)
    if (last && size() + block.tokens > most) {
      const isSameSection = last.path.join('\n') === block.path.join('\n')
      const again = isSameSection ? tail(last) : ''
      close()
      before = block.tokens + countTokens(again) <= most ? again : ''
    } else if (last && size() >= fewest && block.path.join('\n') !== last.path.join('\n')) {
      close()
    }
    taken.push(block)
  }
  close()
  return chunks
}
