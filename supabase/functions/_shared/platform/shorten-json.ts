const quote = 0x22
const backslash = 0x5c

/** `\u` is followed by four hexadecimal digits, every other escape is one character. */
const unicode = 0x75

/**
 * Passes JSON on, piece by piece, with every string cut after `longest` bytes: a file inside the JSON, which nobody reads
 * there, is gone before it takes any room. Whatever comes out is as valid as what came in.
 */
export function createShortener(longest: number): (piece: Uint8Array) => Uint8Array {
  let inString = false
  let dropping = false
  /** Bytes of an escape sequence that are still to come, the first of which says how many they are. */
  let escaped = 0
  let isFirst = false
  let length = 0

  return (piece) => {
    const kept = new Uint8Array(piece.length)
    let size = 0
    for (let place = 0; place < piece.length; place += 1) {
      if (dropping) {
        place = endOfString(piece, place)
        if (place === piece.length) break
      }
      const byte = piece[place] ?? 0
      kept[size] = byte
      size += 1
      if (!inString) {
        inString = byte === quote
        length = 0
      } else if (escaped > 0) {
        escaped = isFirst && byte === unicode ? 4 : escaped - 1
        isFirst = false
      } else if (byte === backslash) {
        escaped = 1
        isFirst = true
      } else if (byte === quote) {
        inString = false
      }
      length += 1
      // Never inside an escape or a character of several bytes.
      dropping = inString && length > longest && escaped === 0 && byte < 0x80
    }
    return kept.subarray(0, size)
  }

  /** Where the string that is being dropped ends: its closing quote, or the end of the piece. */
  function endOfString(piece: Uint8Array, from: number): number {
    let place = from
    while (place < piece.length) {
      if (escaped > 0) {
        escaped = 0
        place += 1
        continue
      }
      const end = piece.indexOf(quote, place)
      const escape = piece.indexOf(backslash, place)
      if (escape === -1 || (end !== -1 && end < escape)) {
        if (end === -1) return piece.length
        dropping = false
        return end
      }
      escaped = 1
      place = escape + 1
    }
    return piece.length
  }
}
