import { splitLinks } from './text-links'

/** A piece of a text as WhatsApp formats it. Marks that format nothing stay in the text. */
export type TextNode =
  | { type: 'text'; text: string }
  | { type: 'link'; text: string; href: string }
  /** As typed, in letters of one width: `inline` between single marks, else a block. */
  | { type: 'code'; text: string; inline: boolean }
  | { type: 'bold' | 'italic' | 'strike'; children: TextNode[] }

const EMPHASIS = { '*': 'bold', _: 'italic', '~': 'strike' } as const
type Mark = keyof typeof EMPHASIS

const CODE = /```([^]+?)```|(?<!`)`([^`\n]+)`(?!`)/gu
const WORD = /[\p{L}\p{M}\p{N}]/u
const SPACE = /\s/u

/** Reads `*bold*`, `_italic_`, `~strike~`, `` `code` `` and ```` ```blocks``` ```` the way WhatsApp does. */
export function parseWhatsAppText(body: string): TextNode[] {
  const nodes: TextNode[] = []
  let end = 0
  for (const match of body.matchAll(CODE)) {
    const [whole, block, inline] = match
    const text = inline ?? trimLines(block ?? '')
    if (!/[^\s`]/u.test(text)) continue
    nodes.push(...parseEmphasis(body.slice(end, match.index)))
    nodes.push({ type: 'code', text, inline: inline !== undefined })
    end = match.index + whole.length
  }
  nodes.push(...parseEmphasis(body.slice(end)))
  return nodes
}

/** A text without the marks that format it: for a line in a list. */
export function plainWhatsAppText(body: string): string {
  return parseWhatsAppText(body).map(plainNode).join('')
}

function plainNode(node: TextNode): string {
  return 'children' in node ? node.children.map(plainNode).join('') : node.text
}

function trimLines(block: string): string {
  return block.replace(/^\n|\n$/g, '')
}

/** Characters and whole addresses, so that nothing inside of an address is taken for a mark. */
type Atom = string | { text: string; href: string }

function parseEmphasis(text: string): TextNode[] {
  if (text === '') return []
  const atoms: Atom[] = splitLinks(text).flatMap(({ text: piece, href }): Atom[] =>
    href === undefined ? [...piece] : [{ text: piece, href }],
  )
  return parseAtoms(atoms, 0, atoms.length)
}

function parseAtoms(atoms: readonly Atom[], from: number, to: number): TextNode[] {
  const nodes: TextNode[] = []
  /** Up to where a mark is known to have no end, so that a text full of marks is read once. */
  const endless: Partial<Record<Mark, number>> = {}
  let plain = ''

  function flush() {
    if (plain !== '') nodes.push({ type: 'text', text: plain })
    plain = ''
  }

  for (let at = from; at < to; at += 1) {
    const atom = atoms[at]
    if (atom === undefined) break
    if (typeof atom !== 'string') {
      flush()
      nodes.push({ type: 'link', ...atom })
      continue
    }
    const close =
      isMark(atom) && at >= (endless[atom] ?? from) && opens(atoms, at) ? endOf(atoms, at, to) : null
    if (close === null || !isMark(atom)) {
      plain += atom
      continue
    }
    if (!close.found) {
      endless[atom] = close.at
      plain += atom
      continue
    }
    flush()
    nodes.push({ type: EMPHASIS[atom], children: parseAtoms(atoms, at + 1, close.at) })
    at = close.at
  }
  flush()
  return nodes
}

function isMark(atom: Atom): atom is Mark {
  return typeof atom === 'string' && Object.hasOwn(EMPHASIS, atom)
}

/** Where a mark ends, within its line; else where looking for it stopped. */
function endOf(atoms: readonly Atom[], open: number, to: number): { at: number; found: boolean } {
  const mark = atoms[open]
  for (let at = open + 1; at < to; at += 1) {
    if (atoms[at] === '\n') return { at, found: false }
    if (atoms[at] === mark && at > open + 1 && closes(atoms, at)) return { at, found: true }
  }
  return { at: to, found: false }
}

/** Before the text: at the start of a word, never inside of one. */
function opens(atoms: readonly Atom[], at: number): boolean {
  const next = atoms[at + 1]
  return !isWord(atoms[at - 1]) && next !== undefined && next !== atoms[at] && !isSpace(next)
}

/** After the text: at the end of a word, never inside of one. */
function closes(atoms: readonly Atom[], at: number): boolean {
  const previous = atoms[at - 1]
  return previous !== undefined && !isSpace(previous) && !isWord(atoms[at + 1])
}

function isWord(atom: Atom | undefined): boolean {
  return atom !== undefined && (typeof atom !== 'string' || WORD.test(atom))
}

function isSpace(atom: Atom): boolean {
  return typeof atom === 'string' && SPACE.test(atom)
}
