import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { describe, expect, it } from 'vitest'
import type { BuilderDeps, ExportRequest } from './builder.ts'
import { build } from './list.ts'

const rows = Array.from({ length: 150 }, (_, n) => ({
  id: String(n),
  name: `Pedido ${n}`,
  total_cents: 1250 + n,
}))

/** The files of an export of a list. */
async function filesOf(format: string, list: readonly { name: string; total_cents: number }[] = rows) {
  const request = {
    tenantId: 't',
    requested_by: 'u',
    subject: { list: 'orders', format },
    time_zone: 'America/Sao_Paulo',
  }
  const exports = {
    readListPage: (
      _tenant: string,
      _user: string,
      _subject: unknown,
      after: { id: string } | null,
      limit: number,
    ) => {
      const from = after === null ? 0 : Number(after.id) + 1
      return Promise.resolve({
        columns: [
          ['name', 'Nome'],
          ['total_cents', 'Total'],
        ],
        rows: list.slice(from, from + limit),
      })
    },
  }
  const built = await build(request as unknown as ExportRequest, { exports } as unknown as BuilderDeps, () =>
    Promise.resolve(),
  )
  const chunks: Uint8Array[] = []
  for await (const chunk of built.content) chunks.push(chunk)
  return unzipSync(new Uint8Array(Buffer.concat(chunks)))
}

describe('a list as a file', () => {
  it('is a sheet of text with every page of it', async () => {
    const text = strFromU8((await filesOf('csv'))['orders-1.csv']!)
    expect(text.split('\n').filter(Boolean)).toHaveLength(151)
    expect(text).toContain('Pedido 149;13,99')
  })

  it('is a workbook whose amounts are numbers', async () => {
    const book = (await filesOf('xlsx'))['orders-1.xlsx']!
    const sheet = await readSheet(new Blob([book as BlobPart]))
    expect(JSON.stringify(sheet)).toContain('["Pedido 149",13.99]')
  })

  it('has no cell that a spreadsheet calculates, and amounts below zero stay amounts', async () => {
    const hostile = ['=HYPERLINK("http://x")', '+1', '-2+3', '@SUM(A1)', '\t=1'].map((name) => ({
      name,
      total_cents: -1990,
    }))
    const lines = strFromU8((await filesOf('csv', hostile))['orders-1.csv']!).split('\r\n')
    expect(lines.slice(1, -1)).toEqual([
      `"'=HYPERLINK(""http://x"")";-19,90`,
      "'+1;-19,90",
      "'-2+3;-19,90",
      "'@SUM(A1);-19,90",
      "'\t=1;-19,90",
    ])
    const book = (await filesOf('xlsx', hostile))['orders-1.xlsx']!
    const xml = strFromU8(unzipSync(book)['xl/worksheets/sheet1.xml']!)
    expect(xml).not.toContain('<f>')
    expect(JSON.stringify(await readSheet(new Blob([book as BlobPart])))).toContain('["@SUM(A1)",-19.9]')
  })
})
