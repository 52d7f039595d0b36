import { createHash } from 'node:crypto'
import { strToU8 } from 'fflate'
import { textAt, type Json, type JsonObject } from '../../platform/json.ts'
import type { BuilderDeps, ExportBuilder, ExportRequest, Progress } from './builder.ts'
import { csvOf } from './csv.ts'
import { zipOf, type Entry } from './zip.ts'

/** A part of a table: `rows` lines of JSON, and the same as a sheet. */
interface Part {
  table: string
  file: string
  rows: number
  sha256: string
}

/** What is in an export of a clinic or of a therapist, to be compared with what an importer wrote. */
export interface Manifest {
  format: 'zelo.whole.1'
  kind: string
  clinic: string
  tenant_id: string
  generated_at: string
  /** In the order in which an importer writes them; `sums` of each column of cents and of balances. */
  tables: { table: string; rows: number; sums: Record<string, number> }[]
  parts: Part[]
  files: { id: string; file: string; mime_type: string; bytes: number; sha256: string }[]
  /** Stored files that were gone when they were read. */
  missing: string[]
}

const pageRows = 1000
const filesAtOnce = 200
const largestFile = 64 * 1024 * 1024

/** All of a clinic, or what is a therapist's: each table as lines of JSON and as sheets, the files, and a manifest. */
export const build: ExportBuilder = (request, deps, progress) => ({
  type: 'application/zip',
  content: zipOf(entriesOf(request, deps, progress)),
})

async function* entriesOf(
  request: ExportRequest,
  { exports, store, now }: BuilderDeps,
  progress: Progress,
): AsyncGenerator<Entry> {
  const therapistId = textAt(request.subject, 'therapist_id')
  const tables = await exports.listClinicTables(therapistId)
  const manifest: Manifest = {
    format: 'zelo.whole.1',
    kind: request.kind,
    clinic: request.clinic,
    tenant_id: request.tenantId,
    generated_at: now().toISOString(),
    tables: [],
    parts: [],
    files: [],
    missing: [],
  }
  const total = tables.length + 1
  yield { name: 'LEIA-ME.txt', bytes: strToU8(readMe(request)) }
  for (const [done, table] of tables.entries()) {
    await progress(done, total)
    const summary = { table, rows: 0, sums: {} as Record<string, number> }
    let after: Json = null
    for (let number = 1; ; number += 1) {
      const page = await exports.readClinicRows(
        request.tenantId,
        table,
        therapistId,
        request.requested_by,
        after,
        pageRows,
      )
      if (page.rows.length > 0) {
        const name = `${table.replace('public.', '')}-${String(number).padStart(5, '0')}`
        const lines = strToU8(page.rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
        const file = `dados/${name}.jsonl`
        manifest.parts.push({ table, file, rows: page.rows.length, sha256: sha256(lines) })
        summary.rows += page.rows.length
        addUp(summary.sums, page.rows)
        yield { name: file, bytes: lines }
        yield {
          name: `planilhas/${name}.csv`,
          bytes: strToU8(csvOf(Object.keys(page.rows[0] ?? {}), page.rows)),
        }
      }
      after = page.after
      if (after === null) break
      await progress(done, total)
    }
    manifest.tables.push(summary)
  }
  await progress(tables.length, total)
  for (let place: string | null = null; ;) {
    const files = await exports.listClinicFiles(request.tenantId, therapistId, place, filesAtOnce)
    for (const { id, bucket, path, name, mime_type } of files) {
      await progress(tables.length, total)
      const object = await store.in(bucket).get(path, largestFile)
      if (object === null || object.bytes === 'too_large') {
        manifest.missing.push(id)
        continue
      }
      const file = `arquivos/${id}-${plain(name ?? path.split('/').at(-1) ?? 'arquivo')}`
      manifest.files.push({
        id,
        file,
        mime_type,
        bytes: object.bytes.byteLength,
        sha256: sha256(object.bytes),
      })
      yield { name: file, bytes: object.bytes, isCompressed: true }
    }
    if (files.length < filesAtOnce) break
    place = files.at(-1)!.id
  }
  yield { name: 'manifest.json', bytes: strToU8(JSON.stringify(manifest, null, 2)) }
  await progress(total, total)
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Money is whole cents, so sums are exact. */
export function addUp(sums: Record<string, number>, rows: readonly JsonObject[]): void {
  for (const row of rows)
    for (const [column, value] of Object.entries(row))
      if (typeof value === 'number' && /(_cents|^balance|^amount)$/.test(column))
        sums[column] = (sums[column] ?? 0) + value
}

/** Nothing in a name leads out of the folder. */
function plain(name: string): string {
  return name
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-120)
}

function readMe({ kind, clinic, requested_by_name }: ExportRequest): string {
  return [
    kind === 'clinic'
      ? `Todos os dados de ${clinic} no Zelo.`
      : `Os pacientes de ${requested_by_name} em ${clinic}.`,
    '',
    `Pedido por ${requested_by_name}.`,
    '',
    'manifest.json   o que há aqui: linhas e somas de cada tabela, e o SHA-256 de cada parte',
    'dados/          cada tabela em linhas de JSON, para outro sistema',
    'planilhas/      as mesmas linhas em CSV, para abrir em uma planilha',
    'arquivos/       fotos, áudios e documentos',
    '',
    kind === 'clinic'
      ? 'A pasta privativa de cada profissional não está aqui: só o próprio profissional pode exportá-la.'
      : 'A sua pasta privativa está em dados/private_notes.',
    'Estes são dados de saúde: guarde este arquivo em lugar seguro.',
    '',
  ].join('\r\n')
}
