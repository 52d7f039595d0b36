/** A piece of a message's text. */
export interface TextPiece {
  text: string
  /** Set when the piece is an address that may be opened; always http or https. */
  href?: string
}

const CANDIDATE = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/giu
const TRAILING = /[.,;:!?…*_~]+$/u

const BRACKETS = { ')': '(', ']': '[', '}': '{' }

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/** Cuts what belongs to the sentence, not to the address: final punctuation and a bracket opened before it. */
function trimCandidate(candidate: string): string {
  const text = candidate.replace(TRAILING, '')
  const closing = Object.entries(BRACKETS).find(([close]) => text.endsWith(close))
  const surplus = closing && count(text, closing[0]) > count(text, closing[1])
  return surplus ? trimCandidate(text.slice(0, -1)) : text
}

function hrefOf(text: string): string | null {
  const address = /^www\./i.test(text) ? `https://${text}` : text
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return url.hostname.includes('.') && url.username === '' ? url.href : null
}

/** Splits a text into plain pieces and addresses. Joined again, the pieces are the text, character by character. */
export function splitLinks(body: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of body.matchAll(CANDIDATE)) {
    const text = trimCandidate(match[0])
    const href = hrefOf(text)
    if (href === null) continue
    if (match.index > end) pieces.push({ text: body.slice(end, match.index) })
    pieces.push({ text, href })
    end = match.index + text.length
  }
  if (end < body.length || pieces.length === 0) pieces.push({ text: body.slice(end) })
  return pieces
}
