import { strToU8 } from 'fflate'
import writeExcelFile from 'write-excel-file/universal'
import { textAt, type Json, type JsonObject } from '../../platform/json.ts'
import type { BuilderDeps, ExportBuilder, ExportRequest, Progress } from './builder.ts'
import { readable } from './cells.ts'
import { csvOf } from './csv.ts'
import { zipOf, type Entry } from './zip.ts'

/** What the longest lists answer at once. */
const pageRows = 100
/** A sheet of more opens slowly. */
const sheetRows = { csv: 100_000, xlsx: 20_000 }

/** A list as filtered: the function of the list is asked page after page, as whoever asked for the file. */
export const build: ExportBuilder = (request, deps, progress) => ({
  type: 'application/zip',
  content: zipOf(entriesOf(request, deps, progress)),
})

async function* entriesOf(
  request: ExportRequest,
  { exports }: BuilderDeps,
  progress: Progress,
): AsyncGenerator<Entry> {
  const name = textAt(request.subject, 'list') ?? 'lista'
  const format = textAt(request.subject, 'format') === 'xlsx' ? 'xlsx' : 'csv'
  let columns: [string, string][] = []
  let rows: JsonObject[] = []
  let done = 0
  let sheets = 0
  const sheet = async (): Promise<Entry> => {
    sheets += 1
    const keys = columns.map(([key]) => key)
    const headings = columns.map(([, heading]) => heading)
    if (format === 'xlsx')
      return {
        name: `${name}-${sheets}.xlsx`,
        bytes: await workbook(keys, rows, headings),
        isCompressed: true,
      }
    return { name: `${name}-${sheets}.csv`, bytes: strToU8(csvOf(keys, rows, headings)) }
  }
  for (let after: Json = null; ;) {
    const page = await exports.readListPage(
      request.tenantId,
      request.requested_by,
      request.subject,
      after,
      pageRows,
    )
    columns = page.columns
    rows.push(...page.rows.map((row) => written(row, columns, request.time_zone)))
    done += page.rows.length
    if (page.rows.length < pageRows) break
    after = page.rows.at(-1)!
    await progress(done, done + pageRows)
    if (rows.length >= sheetRows[format]) {
      yield await sheet()
      rows = []
    }
  }
  if (rows.length > 0 || sheets === 0) yield await sheet()
  await progress(done, done)
}

/** What Excel takes of a cell. */
const longestCell = 32_767

/** A workbook of one sheet: amounts and counts are numbers, everything else is what a person reads. */
async function workbook(
  keys: readonly string[],
  rows: readonly JsonObject[],
  headings: readonly string[],
): Promise<Uint8Array> {
  const head = headings.map((value) => ({ value, fontWeight: 'bold' as const }))
  const cell = (key: string, value: Json | undefined) => {
    if (value == null) return null
    if (key.endsWith('_cents') && typeof value === 'string')
      return { type: Number, value: Number(value.replace(',', '.')), format: '#,##0.00' }
    if (typeof value === 'number') return { type: Number, value }
    // eslint-disable-next-line no-control-regex -- a workbook with them does not open
    const text = String(value).replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '')
    return { type: String, value: text.slice(0, longestCell) }
  }
  const data = [head, ...rows.map((row) => keys.map((key) => cell(key, row[key])))]
  const blob = await writeExcelFile(data).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}

/** Cells as a person reads them: amounts with a comma, days and moments as in Brazil. */
function written(row: JsonObject, columns: readonly [string, string][], timeZone: string): JsonObject {
  return Object.fromEntries(
    columns.map(([key]) => {
      const value = row[key] ?? null
      if (typeof value === 'number')
        return [key, key.endsWith('_cents') ? (value / 100).toFixed(2).replace('.', ',') : value]
      if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
        return [key, value.split('-').reverse().join('/')]
      if (typeof value === 'string') return [key, words[value] ?? readable(value, timeZone)]
      return [key, readable(value, timeZone)]
    }),
  )
}

/** What states are called in a file. */
const words: Readonly<Record<string, string>> = {
  lead: 'Lead',
  opportunity: 'Oportunidade',
  customer: 'Cliente',
  former: 'Ex-cliente',
  new: 'Novo',
  contacted: 'Em contato',
  qualified: 'Qualificado',
  converted: 'Convertido',
  discarded: 'Descartado',
  open: 'Em aberto',
  won: 'Ganha',
  lost: 'Perdida',
  finished: 'Finalizada',
  in_progress: 'Em andamento',
  waiting_contact: 'Aguardando contato',
  manual: 'Cadastro manual',
  whatsapp: 'WhatsApp',
  site_form: 'Formulário do site',
  csv: 'Planilha',
  dinamize: 'Dinamize',
  referral: 'Indicação',
  scheduled: 'Marcada',
  confirmed: 'Confirmada',
  attended: 'Compareceu',
  missed: 'Faltou',
  excused: 'Falta justificada',
  cancelled: 'Cancelada',
  unpaid: 'Não pago',
  partly: 'Pago em parte',
  paid: 'Pago',
  reversed: 'Estornado',
  pending: 'Pendente',
  fulfilled: 'Entregue',
  returned: 'Devolvido',
  desk: 'Balcão',
  conversation: 'Conversa',
  shop: 'Loja',
  physical: 'Produto',
  service: 'Serviço',
  package: 'Pacote',
  digital: 'Digital',
  experience: 'Experiência',
  draft: 'Rascunho',
  sent: 'Enviada',
  received: 'Recebida',
  partial: 'Recebida em parte',
}
