import { storable } from './cells.ts'
import type { PieceRow } from './database.ts'
import type { ImportKind } from './fields.ts'
import type { NumberedRow } from './read.ts'

/** A row that was read, in the columns of the tables. */
export function pieceRow({ row, cells, record }: NumberedRow, kind: ImportKind): PieceRow {
  const { name, phones, emails, cpf, cnpj, birth_date, note, tags, custom } = record
  const { origin, company, created_on, ...others } = record.fields
  const fields: Record<string, string> = { ...others }
  const put = (column: string, value: string | undefined) => {
    if (value !== undefined) fields[column] = value
  }
  put(kind === 'companies' || kind === 'products' ? 'name' : 'full_name', name)
  put('cpf', cpf)
  put('cnpj', cnpj)
  put('birth_date', birth_date)
  put('note', note)
  put('origin_detail', origin)
  put('day', record.fields['day'] ?? created_on)
  if (kind === 'leads') put('company', company)
  return {
    n: row,
    phones,
    emails,
    fields,
    custom,
    cells: cells.map(storable),
    ...(name === undefined ? {} : { name }),
    ...(cpf === undefined ? {} : { cpf }),
    ...(cnpj === undefined ? {} : { cnpj }),
    ...(birth_date === undefined ? {} : { birth_date }),
    ...(tags === undefined ? {} : { tags }),
    ...(company === undefined ? {} : { company }),
  }
}
