import { getDocumentProxy } from 'unpdf'

interface Line {
  text: string
  size: number
  gap: number
}

/** A document of more pages is read up to here. */
const mostPages = 400

/**
 * The text of a PDF as Markdown: lines that are set larger become headings, a wider gap ends a paragraph. A scanned one
 * has none and answers ''. Throws when the bytes are no PDF, or it asks for a password.
 */
export async function readPdf(bytes: Uint8Array): Promise<string> {
  // the reader takes the memory of what it is given
  const pdf = await getDocumentProxy(bytes.slice(), {
    isEvalSupported: false,
    useSystemFonts: false,
    verbosity: 0,
  })
  const lines: Line[] = []
  try {
    for (let page = 1; page <= Math.min(pdf.numPages, mostPages); page += 1) {
      const { items } = await (await pdf.getPage(page)).getTextContent()
      let at: number | null = null
      let text = ''
      let size = 0
      let above: number | null = null
      const end = () => {
        if (text.trim() !== '')
          lines.push({
            text: text.replace(/\s+/g, ' ').trim(),
            size,
            gap: above === null || at === null ? 99 : (above - at) / (size || 1),
          })
        if (text.trim() !== '') above = at
        text = ''
        size = 0
      }
      for (const item of items) {
        if (!('str' in item)) continue
        const y = Number(item.transform[5])
        if (item.str !== '' && at !== null && Math.abs(y - at) > 2) end()
        if (item.str !== '') at = y
        text += item.str
        size = Math.max(size, item.str.trim() === '' ? 0 : item.height)
        if (item.hasEOL) end()
      }
      end()
    }
  } finally {
    await pdf.destroy().catch(() => undefined)
  }
  return toMarkdown(lines)
}

function toMarkdown(lines: readonly Line[]): string {
  const letters = new Map<number, number>()
  for (const { text, size } of lines)
    letters.set(Math.round(size), (letters.get(Math.round(size)) ?? 0) + text.length)
  const usual = [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  let markdown = ''
  let isOpen = false
  for (const { text, size, gap } of lines) {
    const isHeading = size > usual * 1.15 && text.length <= 120
    if (isHeading) {
      markdown += `\n\n${size > usual * 1.6 ? '#' : '##'} ${text}\n\n`
      isOpen = false
      continue
    }
    const isItem = /^(?:[-–•*▪◦]|\d{1,2}[.)])\s/.test(text)
    const line = text.replace(/^[–•▪◦]\s*/, '- ')
    if (!isOpen) markdown += line
    else if (isItem) markdown += `\n${line}`
    else if (gap > 1.7 || gap < 0) markdown += `\n\n${line}`
    else if (markdown.endsWith('-') && /^\p{Ll}/u.test(line)) markdown = markdown.slice(0, -1) + line
    else markdown += ` ${line}`
    isOpen = true
  }
  return markdown.replace(/\n{3,}/g, '\n\n').trim()
}
