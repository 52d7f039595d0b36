import type { Call, Database } from '../../platform/db.ts'
import type { UserClaims } from '../../platform/auth.ts'
import type { Json, JsonObject } from '../../platform/json.ts'

/** What one attempt at an export is to build. */
export interface ExportTask {
  kind: string
  subject: JsonObject
  requested_by: string
  requested_by_name: string
  path: string
  created_at: string
  clinic: string
  time_zone: string
}

/** A table of a person's export. */
export interface PersonalTable {
  table: string
  section: string
  rows: number
  /** Whose the other rows are: `treating`, `desk` or `nobody`. */
  withheld: string | null
}

/** What the export of a person consists of. */
export interface PersonalContents {
  tables: PersonalTable[]
  shared_conversations: number
  treats: boolean
  private_folder: 'withheld'
  retention: { key: string; law: string; reason: string }[]
}

/** A stored file of a person. */
export interface PersonalFile {
  id: string
  bucket: 'whatsapp-media' | 'patient-files' | 'product-images'
  path: string
  name: string | null
  mime_type: string
  bytes: number
  sha256: string | null
  section: 'files' | 'messages'
  at: string
}

/** What the worker asks of exports. */
export interface ExportService {
  /** Null when there is nothing to build any more. */
  beginExport(tenantId: string, id: string, attempt: string): Promise<ExportTask | null>
  /** False when this attempt is to stop. */
  noteExportProgress(
    tenantId: string,
    id: string,
    attempt: string,
    done: number,
    total: number,
  ): Promise<boolean>
  /** False when it came too late. */
  completeExport(
    tenantId: string,
    id: string,
    attempt: string,
    file: { path: string; bytes: number; sha256: string },
  ): Promise<boolean>
  /** Paths that nobody may open any more. */
  takeExportLeftovers(tenantId: string, id: string): Promise<string[]>
  forgetExportFiles(tenantId: string, id: string, paths: readonly string[]): Promise<void>
  /** A job for each clinic that removes something when it is old; how many. */
  enqueueRetention(): Promise<number>
  /** Removes a part of what a clinic keeps no longer; how many rows. */
  runRetention(tenantId: string): Promise<number>
  /** One piece of an erasure. */
  advanceErasure(tenantId: string, id: string): Promise<{ finished: boolean }>
  getErasureReport(tenantId: string, id: string): Promise<JsonObject>
  listPersonalData(tenantId: string, patientId: string, userId: string): Promise<PersonalContents>
  readPersonalData(
    tenantId: string,
    patientId: string,
    userId: string,
    page: { table: string; offset: number; limit: number },
  ): Promise<JsonObject[]>
  listPersonalFiles(tenantId: string, patientId: string, userId: string): Promise<PersonalFile[]>
  /** Tables of the export of a clinic, or of a therapist, in the order in which an importer writes them. */
  listClinicTables(therapistId: string | null): Promise<string[]>
  /** A page of one of them; `after` is null at the end. */
  readClinicRows(
    tenantId: string,
    table: string,
    therapistId: string | null,
    userId: string,
    after: Json,
    limit: number,
  ): Promise<{ rows: JsonObject[]; after: Json }>
  /** A page of a list as somebody sees it. */
  readListPage(
    tenantId: string,
    userId: string,
    subject: JsonObject,
    after: Json,
    limit: number,
  ): Promise<{ columns: [string, string][]; rows: JsonObject[] }>
  listClinicFiles(
    tenantId: string,
    therapistId: string | null,
    after: string | null,
    limit: number,
  ): Promise<Pick<PersonalFile, 'id' | 'bucket' | 'path' | 'name' | 'mime_type' | 'bytes'>[]>
}

/** What a person asks of exports beside the Data API. */
export interface ExportUser {
  /** Where the file of an export is; noted as a download. */
  openExport(tenantId: string, id: string): Promise<{ path: string; name: string; seconds: number }>
}

/** The RPCs of exports over one connection pool. */
export interface ExportDatabase {
  service: ExportService
  asUser(claims: UserClaims): ExportUser
}

/** A read of a whole clinic's raw events may take longer than a click. */
const longMs = 60_000

/** Makes the clients of exports. */
export function createExportDatabase(database: Pick<Database, 'service' | 'asUser'>): ExportDatabase {
  return {
    service: createExportService(database.service),
    asUser: (claims) => {
      const call = database.asUser(claims)
      return {
        openExport: (tenantId, id) => call((sql) => sql`select app.open_export(${tenantId}, ${id}) as value`),
      }
    },
  }
}

function createExportService(call: Call): ExportService {
  return {
    beginExport: (tenantId, id, attempt) =>
      call((sql) => sql`select app.begin_export(${tenantId}, ${id}, ${attempt}) as value`),
    noteExportProgress: (tenantId, id, attempt, done, total) =>
      call(
        (sql) =>
          sql`select app.note_export_progress(${tenantId}, ${id}, ${attempt}, ${done}, ${total}) as value`,
      ),
    completeExport: (tenantId, id, attempt, { path, bytes, sha256 }) =>
      call(
        (sql) =>
          sql`select app.complete_export(${tenantId}, ${id}, ${attempt}, ${path}, ${bytes}, ${sha256}) as value`,
      ),
    takeExportLeftovers: (tenantId, id) =>
      call((sql) => sql`select app.take_export_leftovers(${tenantId}, ${id}) as value`),
    forgetExportFiles: async (tenantId, id, paths) => {
      await call((sql) => sql`select app.forget_export_files(${tenantId}, ${id}, ${[...paths]}) as value`)
    },
    enqueueRetention: () => call((sql) => sql`select app.enqueue_retention() as value`),
    runRetention: (tenantId) => call((sql) => sql`select app.run_retention(${tenantId}) as value`, longMs),
    advanceErasure: (tenantId, id) =>
      call((sql) => sql`select app.advance_erasure(${tenantId}, ${id}) as value`, longMs),
    getErasureReport: (tenantId, id) =>
      call((sql) => sql`select app.get_erasure_report(${tenantId}, ${id}) as value`),
    listPersonalData: (tenantId, patientId, userId) =>
      call(
        (sql) => sql`select app.list_personal_data(${tenantId}, ${patientId}, ${userId}) as value`,
        longMs,
      ),
    readPersonalData: (tenantId, patientId, userId, { table, offset, limit }) =>
      call(
        (sql) =>
          sql`select app.read_personal_data(${tenantId}, ${patientId}, ${userId}, ${table}, ${offset}, ${limit}) as value`,
        longMs,
      ),
    listPersonalFiles: (tenantId, patientId, userId) =>
      call(
        (sql) => sql`select app.list_personal_files(${tenantId}, ${patientId}, ${userId}) as value`,
        longMs,
      ),
    listClinicTables: (therapistId) =>
      call((sql) => sql`select app.list_clinic_tables(${therapistId}) as value`),
    readClinicRows: (tenantId, table, therapistId, userId, after, limit) =>
      call(
        (sql) => sql`select app.read_clinic_rows(${tenantId}, ${table}, ${therapistId}, ${userId},
          ${after === null ? null : JSON.stringify(after)}::text::jsonb, ${limit}) as value`,
        longMs,
      ),
    readListPage: (tenantId, userId, subject, after, limit) =>
      call(
        (
          sql,
        ) => sql`select app.read_list_page(${tenantId}, ${userId}, ${JSON.stringify(subject)}::text::jsonb,
          ${after === null ? null : JSON.stringify(after)}::text::jsonb, ${limit}) as value`,
        longMs,
      ),
    listClinicFiles: (tenantId, therapistId, after, limit) =>
      call(
        (sql) => sql`select app.list_clinic_files(${tenantId}, ${therapistId}, ${after}, ${limit}) as value`,
        longMs,
      ),
  }
}
