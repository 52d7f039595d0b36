import writeExcelFile from 'write-excel-file/universal'
import { textAt, type Json, type JsonObject } from '../../platform/json.ts'
import type { PersonalContents, PersonalFile } from './database.ts'
import type { BuilderDeps, ExportBuilder, ExportRequest, Progress } from './builder.ts'
import { readable } from './cells.ts'
import { columnName, sectionName, withheldReasons } from './labels.ts'
import { createPaper } from './paper.ts'
import { zipOf, type Entry } from './zip.ts'

interface Section {
  key: string
  title: string
  rows: JsonObject[]
}

interface Withheld {
  section: string
  title: string
  reason: string
}

/** What is written into each of the files. */
interface Dossier {
  clinic: string
  asked_by: string
  asked_at: string
  generated_at: string
  sections: Section[]
  withheld: Withheld[]
  files: (Omit<PersonalFile, 'bucket' | 'path'> & { file: string })[]
  retention: PersonalContents['retention']
}

const pageRows = 500
/** What the buckets take at most. */
const largestFile = 64 * 1024 * 1024

/** All that a clinic has of one person, as far as whoever asked may give it: JSON, Excel, PDF, the list of media, and the media. */
export const build: ExportBuilder = (request, deps, progress) => ({
  type: 'application/zip',
  content: zipOf(entriesOf(request, deps, progress)),
})

async function* entriesOf(
  request: ExportRequest,
  { exports, store, now }: BuilderDeps,
  progress: Progress,
): AsyncGenerator<Entry> {
  const patientId = textAt(request.subject, 'patient_id') ?? ''
  const contents = await exports.listPersonalData(request.tenantId, patientId, request.requested_by)
  const files = await exports.listPersonalFiles(request.tenantId, patientId, request.requested_by)
  const tables = contents.tables.filter(({ rows }) => rows > 0)
  const total = tables.length + files.length + 1
  let done = 0
  await progress(done, total)

  const sections = new Map<string, Section>()
  for (const { table, section: key } of tables) {
    const section = sections.get(key) ?? { key, title: sectionName(key), rows: [] }
    sections.set(key, section)
    for (let offset = 0; ; offset += pageRows) {
      const page = { table, offset, limit: pageRows }
      const rows = await exports.readPersonalData(request.tenantId, patientId, request.requested_by, page)
      section.rows.push(...rows)
      await progress(done, total)
      if (rows.length < pageRows) break
    }
    done += 1
  }
  const named = files.map((file, index) => ({ ...file, file: `arquivos/${nameOf(file, index)}` }))
  const dossier: Dossier = {
    clinic: request.clinic,
    asked_by: request.requested_by_name,
    asked_at: request.created_at,
    generated_at: now().toISOString(),
    sections: [...sections.values()],
    withheld: withheldOf(contents),
    files: named.map(({ bucket: _bucket, path: _path, ...file }) => file),
    retention: contents.retention,
  }
  const foot = `${request.clinic} · pedido por ${request.requested_by_name} · ${readable(dossier.generated_at, request.time_zone)}`
  yield { name: 'LEIA-ME.txt', bytes: new TextEncoder().encode(readMe(dossier, request.time_zone)) }
  yield {
    name: 'dados.json',
    bytes: new TextEncoder().encode(JSON.stringify({ format: 'zelo.person.1', ...dossier }, null, 2)),
  }
  yield { name: 'midias.json', bytes: new TextEncoder().encode(JSON.stringify(dossier.files, null, 2)) }
  yield { name: 'dados.xlsx', bytes: await workbook(dossier, request.time_zone), isCompressed: true }
  await progress(done, total)
  yield { name: 'dados.pdf', bytes: paper(dossier, request.time_zone, foot), isCompressed: true }
  done += 1
  for (const { bucket, path, file } of named) {
    await progress(done, total)
    const object = await store.in(bucket).get(path, largestFile)
    // A file that went meanwhile is in the list of media, and not here.
    if (object !== null && object.bytes !== 'too_large')
      yield { name: file, bytes: object.bytes, isCompressed: true }
    done += 1
  }
  await progress(total, total)
}

function withheldOf({ tables, shared_conversations }: PersonalContents): Withheld[] {
  const withheld = tables.flatMap(({ section, withheld: whose }) =>
    whose === null ? [] : [{ section, title: sectionName(section), reason: withheldReasons[whose] ?? whose }],
  )
  withheld.push({
    section: 'private_folder',
    title: 'Pasta privativa',
    reason: withheldReasons['private_folder']!,
  })
  if (shared_conversations > 0) {
    const reason = withheldReasons['shared_conversations']!
    withheld.push({ section: 'messages', title: sectionName('messages'), reason })
  }
  return withheld
}

/** Numbered, so that two files of one name are two; nothing in it leads out of the folder. */
function nameOf({ name, path, section }: PersonalFile, index: number): string {
  const plain = (name ?? path.split('/').at(-1) ?? 'arquivo')
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^\.+/, '_')
  return `${String(index + 1).padStart(4, '0')}-${section === 'messages' ? 'conversa-' : ''}${plain}`
}

function readMe({ clinic, asked_by, asked_at, withheld, retention }: Dossier, timeZone: string): string {
  return [
    `Cópia dos dados pessoais que ${clinic} mantém sobre você (LGPD, arts. 9º, 18 e 19).`,
    '',
    `Pedido em ${readable(asked_at, timeZone)} e atendido por ${asked_by}.`,
    '',
    'dados.pdf     para ler',
    'dados.xlsx    para abrir em uma planilha',
    'dados.json    para outro sistema',
    'midias.json   lista dos arquivos da pasta "arquivos"',
    '',
    'O que não está aqui, e por quê:',
    ...withheld.map(({ title, reason }) => `- ${title}: ${reason}`),
    '',
    'Por quanto tempo os dados são guardados:',
    ...retention.map(({ reason, law }) => `- ${reason} (${law})`),
    '',
    'Para corrigir um dado, retirar um consentimento ou pedir a eliminação, fale com a clínica. Se não for atendido,',
    'você pode reclamar à Autoridade Nacional de Proteção de Dados: https://www.gov.br/anpd',
    '',
  ].join('\n')
}

/** Control characters, which XML has no way to write. */
// eslint-disable-next-line no-control-regex -- it is what is taken out
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/g
/** Excel keeps no more of a cell. */
const longestCell = 32_000

async function workbook({ sections, files, withheld }: Dossier, timeZone: string): Promise<Uint8Array> {
  const all: Section[] = [
    ...sections,
    { key: 'media', title: 'Lista de mídias', rows: files as unknown as JsonObject[] },
    { key: 'withheld', title: 'Não incluído', rows: withheld as unknown as JsonObject[] },
  ]
  const sheets = all.map(({ title, rows }) => {
    const keys = keysOf(rows)
    const head = keys.map((key) => ({ value: columnName(key), fontWeight: 'bold' as const }))
    const cell = (value: Json | undefined) => ({
      type: String,
      value: readable(value, timeZone).replace(forbidden, '').slice(0, longestCell),
    })
    return {
      sheet: title.slice(0, 31),
      data: [head, ...rows.map((row) => keys.map((key) => cell(row[key])))],
    }
  })
  const blob = await writeExcelFile(sheets).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}

function keysOf(rows: readonly JsonObject[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((key) => !/(^|_)id$/.test(key))
}

function paper(
  { clinic, asked_at, sections, withheld, files, retention }: Dossier,
  timeZone: string,
  foot: string,
) {
  const page = createPaper(`Dados pessoais · ${clinic}`)
  page.title('Cópia dos dados pessoais')
  page.line(`${clinic} · pedido em ${readable(asked_at, timeZone)}`)
  for (const { title, rows } of sections) {
    page.heading(`${title} (${rows.length})`)
    const keys = keysOf(rows)
    for (const row of rows) {
      const parts = keys.map((key) => [columnName(key), readable(row[key], timeZone)] as const)
      page.line(
        parts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => `${name}: ${value}`)
          .join(' · '),
      )
      page.gap()
    }
  }
  page.heading(`Lista de mídias (${files.length})`)
  for (const { file, at, bytes } of files) page.line(`${file} · ${readable(at, timeZone)} · ${bytes} bytes`)
  page.heading('Não incluído')
  for (const { title, reason } of withheld) page.line(`${title}: ${reason}`)
  page.heading('Por quanto tempo os dados são guardados')
  for (const { reason, law } of retention) page.line(`${reason} (${law})`)
  return page.bytes(foot)
}
