import { strToU8 } from 'fflate'
import { textAt, type Json, type JsonObject } from '../../platform/json.ts'
import type { BuilderDeps, ExportBuilder, ExportRequest, Progress } from './builder.ts'
import { readable } from './cells.ts'
import { csvOf } from './csv.ts'
import { zipOf, type Entry } from './zip.ts'

/** What the longest lists answer at once. */
const pageRows = 100
/** A sheet of more opens slowly. */
const sheetRows = 100_000

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
  let columns: [string, string][] = []
  let rows: JsonObject[] = []
  let done = 0
  let sheets = 0
  const sheet = (): Entry => {
    sheets += 1
    const keys = columns.map(([key]) => key)
    const headings = columns.map(([, heading]) => heading)
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
    if (rows.length >= sheetRows) {
      yield sheet()
      rows = []
    }
  }
  if (rows.length > 0 || sheets === 0) yield sheet()
  await progress(done, done)
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
}
