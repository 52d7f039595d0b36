import { readSheet } from 'read-excel-file/universal'
import type { Line } from './csv.ts'
import { UnreadableFile } from './text.ts'

/** What the parts of a workbook may be together once they are unpacked: a small file can hold gigabytes of zeros. */
const mostUnpacked = 150 * 1024 * 1024

/** The rows of the first sheet of a workbook, its cells as text: dates as ISO, numbers with all their digits. */
export async function readWorkbook(bytes: Uint8Array): Promise<Line[]> {
  if (unpackedSize(bytes) > mostUnpacked) throw new UnreadableFile('too_large')
  let rows: unknown[][]
  try {
    rows = (await readSheet(bytes.slice().buffer as ArrayBuffer)) as unknown[][]
  } catch (cause) {
    throw Object.assign(new UnreadableFile('broken_workbook'), { cause })
  }
  return rows.map((cells, index) => ({ cells: cells.map(textOf), line: index + 1 }))
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  if (typeof cell === 'boolean') return cell ? 'sim' : 'não'
  if (typeof cell === 'number') return Number.isInteger(cell) ? BigInt(cell).toString() : String(cell)
  return String(cell).replace(/\r\n?/g, '\n')
}

/** The sum of the sizes that the directory of a ZIP names; one that cannot be read is refused when it is unpacked. */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sum = 0
  for (let at = 0; at + 46 <= bytes.length; at += 1) {
    if (bytes[at] !== 0x50 || view.getUint32(at, true) !== 0x02014b50) continue
    sum += view.getUint32(at + 24, true)
    at += 45
  }
  return sum
}
