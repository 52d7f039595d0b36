import { importKinds, importFields, suggestColumns } from '@import/fields.ts'
import { readFile, readRows } from '@import/read.ts'
import { describe, expect, it } from 'vitest'
import { toCsv } from '@/lib/spreadsheet/csv'
import en from '@/locales/en/imports.json'
import pt from '@/locales/pt-BR/imports.json'
import { templateOf } from './template'

describe.each([
  ['pt-BR', pt],
  ['en', en],
] as const)('the template in %s', (locale, words) => {
  it.each(importKinds)('of %s is read as it was meant', async (kind) => {
    const fields: Record<string, string> = words.fields
    const kinds: Record<string, Record<string, string> | undefined> = words.fieldsOf
    const sheet = templateOf(kind, (field) => kinds[kind]?.[field] ?? fields[field]!)
    const file = await readFile(new TextEncoder().encode(toCsv(sheet, locale)), kind)
    const columns = suggestColumns(file.headings, kind)
    expect(columns).toEqual(importFields[kind].filter((field) => field.isSuggested).map(({ key }) => key))
    const [row] = [...readRows(file, { kind, columns, today: '2026-12-01' })]
    expect(row!.problems.filter((problem) => problem !== 'value_missing')).toEqual([])
  })
})
