/** How a text is encoded. ASCII is called utf-8. */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** Why a file is not read at all. */
export type FileProblem =
  'empty' | 'not_csv' | 'broken_workbook' | 'too_many_rows' | 'too_large' | 'file_missing'

/** A file that cannot be imported as it is. */
export class UnreadableFile extends Error {
  constructor(readonly problem: FileProblem) {
    super(problem)
  }
}

const startsWith = (bytes: Uint8Array, ...start: number[]) =>
  start.every((byte, index) => bytes[index] === byte)

/** Whether the bytes are those of a ZIP, as a workbook is. */
export const isZip = (bytes: Uint8Array) => startsWith(bytes, 0x50, 0x4b)

/** The text of a CSV file and how it was encoded. What is no text is refused. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  if (bytes.length === 0) throw new UnreadableFile('empty')
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return decoded(bytes.subarray(3), 'utf-8', 'utf-8-bom')
  if (startsWith(bytes, 0xff, 0xfe)) return decoded(bytes.subarray(2), 'utf-16le')
  if (startsWith(bytes, 0xfe, 0xff)) return decoded(bytes.subarray(2), 'utf-16be')
  const wide = wideEncoding(bytes)
  if (wide !== null) return decoded(bytes, wide)
  // a spreadsheet of old, a PDF, a program: nothing but text is without zero bytes
  if (isZip(bytes) || bytes.subarray(0, 4096).includes(0)) throw new UnreadableFile('not_csv')
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return decoded(bytes, 'windows-1252')
  }
}

function decoded(bytes: Uint8Array, label: Exclude<Encoding, 'utf-8-bom'>, encoding: Encoding = label) {
  return { text: new TextDecoder(label).decode(bytes), encoding }
}

/** UTF-16 without its mark: every other byte of Latin text is zero. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const start = bytes.subarray(0, 400)
  if (start.length < 4 || bytes.length % 2 === 1) return null
  let even = 0
  let odd = 0
  start.forEach((byte, index) => {
    if (byte !== 0) return
    if (index % 2 === 0) even += 1
    else odd += 1
  })
  const half = start.length / 2
  if (odd > half * 0.7 && even < half * 0.1) return 'utf-16le'
  return even > half * 0.7 && odd < half * 0.1 ? 'utf-16be' : null
}
