/** A row of a file: its cells as text, and the physical line it begins on. */
export interface Line {
  cells: string[]
  line: number
}

const QUOTE = 34
const LF = 10
const CR = 13
/** Openings of quotes that never close: after so many of them quotes are plain characters. */
const mostOpenQuotes = 20

/**
 * The rows of a text, as spreadsheets read them: a quote counts where a cell begins with it, all line breaks are known, what
 * follows a closing quote belongs to the cell. A quote that is never closed is a plain character, so that one of them does not
 * swallow the rest of the file.
 */
export function* parseCsv(text: string, delimiter: string | null): Generator<Line> {
  const comma = delimiter === null ? -1 : delimiter.charCodeAt(0)
  const length = text.length
  let at = 0
  let line = 1
  let openQuotes = 0
  let plainQuoteAt = -1

  while (at < length) {
    const cells: string[] = []
    const firstLine = line
    for (;;) {
      let cell = ''
      if (text.charCodeAt(at) === QUOTE && at !== plainQuoteAt && openQuotes < mostOpenQuotes) {
        const opened = at
        let from = at + 1
        let end = text.indexOf('"', from)
        while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) {
          cell += text.slice(from, end + 1)
          from = end + 2
          end = text.indexOf('"', from)
        }
        if (end === -1) {
          openQuotes += 1
          plainQuoteAt = opened
          continue
        }
        cell += text.slice(from, end)
        at = end + 1
        for (let inside = opened; inside < end; inside += 1) {
          const code = text.charCodeAt(inside)
          if (code === LF || (code === CR && text.charCodeAt(inside + 1) !== LF)) line += 1
        }
      }
      const from = at
      while (at < length) {
        const code = text.charCodeAt(at)
        if (code === comma || code === LF || code === CR) break
        at += 1
      }
      cells.push(from === at ? cell : cell + text.slice(from, at))
      if (text.charCodeAt(at) !== comma || at >= length) break
      at += 1
    }
    if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) at += 1
    at += 1
    line += 1
    yield { cells, line: firstLine }
  }
}
