import type { CustomField } from '@import/rows.ts'
import type { DateOrder } from '@import/dates.ts'
import type { PieceRow } from '@import/database.ts'
import { rpc } from '@/lib/rpc'
import { putWhole } from '@/lib/storage'
import type { Found, ImportEntry, KeptRecord, Policy, RejectedRow } from './types'

/** The newest imports of the clinic. */
export const listImports = (tenantId: string): Promise<ImportEntry[]> =>
  rpc('list_imports', { p_tenant_id: tenantId, p_limit: 50 })

/** What a preview has to know of the clinic, and how these headings were read last time. */
export const getImportSettings = (
  tenantId: string,
  kind: string,
  signature: string,
): Promise<{ today: string; columns: (string | null)[] | null; custom: CustomField[] }> =>
  rpc('get_import_settings', { p_tenant_id: tenantId, p_kind: kind, p_signature: signature })

/** How a file is read. */
export interface SentOptions {
  columns: (string | null)[]
  dates: (DateOrder | null)[]
  /** Of deals: where they stand. */
  pipeline_id?: string
  headings: string[]
  encoding: string | null
  delimiter: string | null
  header_row: number
  signature: string
}

/** What of some rows of a file is there already, and what would be refused; nothing is written. */
export const previewImport = (
  tenantId: string,
  kind: string,
  rows: readonly Omit<PieceRow, 'cells'>[],
  options: { pipeline_id?: string },
): Promise<Found> =>
  rpc('preview_import', {
    p_tenant_id: tenantId,
    p_kind: kind,
    p_rows: rows as never,
    p_options: options,
  })

/** Puts a file and begins its import; the same id again is the same import. */
export async function sendImport(
  tenantId: string,
  id: string,
  kind: string,
  file: File,
  policy: Policy,
  options: SentOptions,
  onProgress: (share: number) => void,
): Promise<void> {
  const mimeType = file.name.endsWith('.xlsx')
    ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    : 'text/csv'
  const { bucket, path } = await rpc<'begin_import', { bucket: string; path: string }>('begin_import', {
    p_tenant_id: tenantId,
    p_id: id,
    p_kind: kind,
    p_file_name: file.name,
    p_bytes: file.size,
    p_mime_type: mimeType,
  })
  await putWhole({ bucket, path, file, mimeType, signal: new AbortController().signal, onProgress })
  await rpc('start_import', {
    p_tenant_id: tenantId,
    p_id: id,
    p_policy: policy,
    p_options: options as never,
  })
}

/** Ends an import; what is written stays. */
export const cancelImport = (tenantId: string, id: string): Promise<unknown> =>
  rpc('cancel_import', { p_tenant_id: tenantId, p_id: id })

/** Takes an import back. */
export const undoImport = (tenantId: string, id: string): Promise<unknown> =>
  rpc('undo_import', { p_tenant_id: tenantId, p_id: id })

/** What an undo left. */
export const listKept = (tenantId: string, id: string): Promise<KeptRecord[]> =>
  rpc('list_import_kept', { p_tenant_id: tenantId, p_id: id })

const pageRows = 1000

/** All rejected rows of an import. */
export async function allRejected(tenantId: string, id: string): Promise<RejectedRow[]> {
  const rows: RejectedRow[] = []
  for (;;) {
    const page: RejectedRow[] = await rpc('list_import_rows', {
      p_tenant_id: tenantId,
      p_id: id,
      p_after: rows.at(-1)?.row_number ?? 0,
      p_limit: pageRows,
    })
    rows.push(...page)
    if (page.length < pageRows) return rows
  }
}
