import { strFromU8 } from 'fflate'
import type { Fetch } from '../../platform/provider-http.ts'
import { UnreadableDocument } from './unreadable.ts'

/** A text that was read, and what it was read from. */
export interface ReadDocument {
  kind: 'text' | 'pdf' | 'docx'
  title: string | null
  /** Markdown. */
  text: string
}

// each is heavy, and fetched when something of its kind comes
const pdfReader = () => import('./pdf.ts')
const docxReader = () => import('./docx.ts')
const pageReader = () => import('./page.ts')

/** A document holds at most so many characters. */
const mostCharacters = 400_000

/**
 * Reads the text of a file: PDF, Word, Markdown or plain text, by what its bytes are. What reads PDFs is fetched when one comes.
 * Throws UnreadableDocument.
 */
export async function readDocument(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const starts = strFromU8(bytes.subarray(0, 5), true)
  let read: ReadDocument
  if (starts.startsWith('%PDF')) {
    read = { kind: 'pdf', title: null, text: await (await pdfReader()).readPdf(bytes).catch(unreadable) }
  } else if (starts.startsWith('PK')) {
    const { readDocx } = await docxReader()
    read = { kind: 'docx', title: null, text: attempt(() => readDocx(bytes)) }
  } else if (/\.(?:md|markdown|txt|text|csv)$/i.test(name) || name === '') {
    read = { kind: 'text', title: null, text: textOf(bytes) }
  } else {
    throw new UnreadableDocument('unknown_type')
  }
  return checked(read)
}

/**
 * Reads a page, or a PDF that is one, which somebody names. Throws UnreadableDocument.
 */
export async function readAddress(fetch: Fetch, address: string): Promise<ReadDocument> {
  const { fetchPage, readHtml } = await pageReader()
  const { bytes, type, charset } = await fetchPage(fetch, address)
  if (type === 'application/pdf' || type.includes('wordprocessingml'))
    return await readDocument(bytes, address)
  if (type === 'text/plain' || type === 'text/markdown')
    return checked({ kind: 'text', title: null, text: textOf(bytes) })
  if (type !== 'text/html' && type !== 'application/xhtml+xml') throw new UnreadableDocument('unknown_type')
  const html = attempt(() => new TextDecoder(charset ?? 'utf-8').decode(bytes))
  return checked({ kind: 'text', ...attempt(() => readHtml(html)) })
}

/** With a title from its first heading, and neither empty nor too long. */
function checked(read: ReadDocument): ReadDocument {
  // eslint-disable-next-line no-control-regex -- the database takes no zero
  const text = read.text.replace(/\u0000/g, '').trim()
  if (!/\p{L}/u.test(text)) throw new UnreadableDocument('no_text')
  if (text.length > mostCharacters) throw new UnreadableDocument('too_large')
  return { ...read, text, title: read.title ?? /^#{1,2}\s+(.{2,160})$/m.exec(text)?.[1]?.trim() ?? null }
}

function textOf(bytes: Uint8Array): string {
  if (bytes.subarray(0, 4000).includes(0)) throw new UnreadableDocument('not_readable')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const unreadable = (): never => {
  throw new UnreadableDocument('not_readable')
}
function attempt<T>(read: () => T): T {
  try {
    return read()
  } catch {
    return unreadable()
  }
}
