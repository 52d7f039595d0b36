import { unzipSync } from 'fflate'

/** No text of a clinic is longer when it is unpacked. */
const mostBytes = 20 * 1024 * 1024

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (name) return entities[name] ?? whole
    const code = hex ? parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })

/**
 * The text of a Word document as Markdown, with its headings, lists and tables. Throws when the bytes are none.
 */
export function readDocx(bytes: Uint8Array): string {
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => name === 'word/document.xml' && originalSize <= mostBytes,
  })
  const xml = files['word/document.xml']
  if (!xml) throw new Error('No document in this file.')
  return bodyOf(new TextDecoder().decode(xml))
}

function bodyOf(xml: string): string {
  const blocks: string[] = []
  let paragraph = ''
  let prefix = ''
  let isItem = false
  let isText = false
  let depth = 0
  let rows: string[][] = []
  let cells: string[] = []
  let cell: string[] = []
  const endParagraph = () => {
    const text = paragraph.replace(/[ \t]+/g, ' ').trim()
    if (text !== '') {
      if (depth > 0) cell.push(text)
      else if (isItem && blocks.at(-1)?.startsWith('- ')) blocks[blocks.length - 1] += `\n- ${text}`
      else blocks.push(`${isItem ? '- ' : prefix}${text}`)
    }
    paragraph = ''
    prefix = ''
    isItem = false
  }
  for (const [, close, name, attributes = '', empty, text] of xml.matchAll(
    /<(\/?)(w:[A-Za-z]+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/g,
  )) {
    if (text !== undefined) {
      if (isText) paragraph += unescaped(text)
      continue
    }
    const isEnd = close === '/' || empty === '/'
    switch (name) {
      case 'w:t':
        isText = !isEnd
        break
      case 'w:tab':
        paragraph += ' '
        break
      case 'w:br':
        paragraph += depth > 0 ? ' ' : '\n'
        break
      case 'w:pStyle': {
        const style = /w:val="([^"]*)"/.exec(attributes)?.[1] ?? ''
        const level = /(?:heading|t[ií]tulo|ttulo)\s?(\d)/i.exec(style)?.[1]
        if (level !== undefined) prefix = `${'#'.repeat(Math.min(6, Math.max(1, Number(level))))} `
        else if (/^(?:title|t[ií]?tulo)$/i.test(style)) prefix = '# '
        break
      }
      case 'w:numPr':
        isItem = true
        break
      case 'w:p':
        if (isEnd) endParagraph()
        break
      case 'w:tbl':
        if (!isEnd) {
          if (depth === 0) rows = []
          depth += 1
        } else {
          depth -= 1
          if (depth === 0 && rows.length > 0) blocks.push(tableOf(rows))
        }
        break
      case 'w:tr':
        if (depth === 1) {
          if (isEnd) rows.push(cells)
          else cells = []
        }
        break
      case 'w:tc':
        if (depth === 1) {
          if (isEnd) cells.push(cell.join(' '))
          else cell = []
        }
        break
    }
  }
  endParagraph()
  return blocks.join('\n\n')
}

/** As Markdown writes it: the first row is the head. */
function tableOf(rows: readonly string[][]): string {
  const width = Math.max(...rows.map(({ length }) => length))
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, at) => (cells[at] ?? '').replaceAll('|', '/')).join(' | ')} |`
  const [head = [], ...others] = rows
  return [line(head), `|${' --- |'.repeat(width)}`, ...others.map(line)].join('\n')
}
