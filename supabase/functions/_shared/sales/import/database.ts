import type { Call, Database } from '../../platform/db.ts'
import type { CustomField } from './rows.ts'
import type { DateOrder } from './dates.ts'
import type { ImportKind } from './fields.ts'
import type { HeldJob } from '../../platform/queue.ts'

/** What one attempt at an import has to do. */
export interface ImportTask {
  kind: ImportKind
  options: {
    columns: (string | null)[]
    dates?: (DateOrder | null)[] | null
    headings?: string[]
    encoding?: string | null
    delimiter?: string | null
    header_row?: number
  }
  done: number
  path: string
  time_zone: string
  custom: CustomField[]
}

/** A row as SQL takes it. */
export interface PieceRow {
  n: number
  name?: string
  cpf?: string
  cnpj?: string
  phones: string[]
  emails: string[]
  birth_date?: string
  fields: Record<string, string>
  custom: Record<string, string | number | boolean>
  tags?: string[]
  company?: string
  cells: string[]
}

/** A piece of a file: the rows after `from` up to `to`. */
export interface Piece {
  from: number
  to: number
  total: number
  rows: PieceRow[]
  rejected: { n: number; cells: string[]; kinds: string[]; wrong: number[] }[]
}

/** What the worker asks of imports. */
export interface ImportService {
  /** Null when there is nothing to import any more. */
  beginImport(tenantId: string, id: string, attempt: string): Promise<ImportTask | null>
  /** Where to go on; null when this attempt is to stop. */
  takeImportRows(
    tenantId: string,
    id: string,
    attempt: string,
    piece: Piece,
  ): Promise<{ done: number } | null>
  /** False when it came too late. */
  endImport(tenantId: string, id: string, attempt: string, failure: string | null): Promise<boolean>
  /** Null when somebody else holds the job; true when nothing is left. */
  undoImportRows(tenantId: string, id: string, attempt: string): Promise<boolean | null>
  /** True when nothing is left. */
  forgetImport(tenantId: string, id: string): Promise<boolean>
  /** Gives the job back for others to have their turn; false when it was lost. */
  pauseImport(job: HeldJob): Promise<boolean>
}

/** A piece with many names that are known already takes some seconds on a busy machine. */
const longMs = 60_000

/** The RPCs of imports over one connection pool. */
export function createImportService({ service }: Pick<Database, 'service'>): ImportService {
  const call: Call = service
  return {
    beginImport: (tenantId, id, attempt) =>
      call((sql) => sql`select app.begin_import_attempt(${tenantId}, ${id}, ${attempt}) as value`),
    takeImportRows: (tenantId, id, attempt, piece) =>
      call(
        (sql) =>
          sql`select app.take_import_rows(${tenantId}, ${id}, ${attempt}, ${JSON.stringify(piece)}::text::jsonb) as value`,
        longMs,
      ),
    endImport: (tenantId, id, attempt, failure) =>
      call((sql) => sql`select app.end_import(${tenantId}, ${id}, ${attempt}, ${failure}) as value`),
    undoImportRows: (tenantId, id, attempt) =>
      call((sql) => sql`select app.undo_import_rows(${tenantId}, ${id}, ${attempt}) as value`, longMs),
    forgetImport: (tenantId, id) =>
      call((sql) => sql`select app.forget_import(${tenantId}, ${id}) as value`, longMs),
    pauseImport: async ({ tenant_id, job_id, lease_token }) =>
      (await call<boolean | null>(
        (sql) => sql`select app.pause_import(${tenant_id}, ${job_id}, ${lease_token}) as value`,
      )) === true,
  }
}
