import type { TransactionSql } from 'postgres'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { getPatient, savePatient, type Form } from './patients.ts'

export const survivorId = '0a000000-0000-4000-8000-0000000000a1'
export const mergedId = '0a000000-0000-4000-8000-0000000000a2'
export const mergeId = '0a000000-0000-4000-8000-0000000000ff'

/** A merge as the functions answer it. */
export interface Merge {
  id: string
  survivor_id: string
  merged_id: string
  survivor_name: string
  merged_name: string
  undo_until: string
  undone_at: string | null
}

export interface MergeOptions {
  as?: Email
  id?: string
  survivor?: string
  survivorVersion?: number
  merged?: string
  mergedVersion?: number
  taken?: string[]
}

/** What the screen sends, to be called within a session of somebody's. */
export const callMerge = (
  sql: TransactionSql,
  {
    id = mergeId,
    survivor = survivorId,
    survivorVersion = 1,
    merged = mergedId,
    mergedVersion = 1,
    taken = [],
  }: MergeOptions = {},
) => sql<{ merge: Merge }[]>`
  select public.merge_patients(${aurora.id}, ${id}, ${survivor}, ${survivorVersion}, ${merged}, ${mergedVersion},
    ${taken}) as merge`

/** Merges, as the reception unless told otherwise. */
export async function mergePatients(session: Session, options: MergeOptions = {}): Promise<Merge> {
  const [row] = await session.asUser(options.as ?? 'recepcao@aurora.test', (sql) => callMerge(sql, options))
  return row!.merge
}

/** Takes a merge back, as the reception. */
export async function undoMerge(session: Session, id = mergeId): Promise<Merge> {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ merge: Merge }[]>`select public.undo_patient_merge(${aurora.id}, ${id}) as merge`,
  )
  return row!.merge
}

/** Two patients who look alike; each with what the form says. */
export async function twoPatients(session: Session, survivor: Form = {}, merged: Form = {}): Promise<void> {
  await savePatient(session, { id: survivorId, ...survivor })
  await savePatient(session, {
    id: mergedId,
    ...merged,
    patient: { full_name: 'Mariana de Sousa', ...merged.patient },
  })
}

export const versionOf = async (session: Session, id: string) =>
  (await getPatient(session, id)).patient.version

/** Everything that is a patient's, whoever's: two are equal when nothing was lost, added or changed. */
export function stateOfPatients(session: Session): Promise<Record<string, unknown>> {
  return session.asPostgres(async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select distinct table_name as name from app.references_to_patients()
      where table_name not in ('public.patient_merges') union values ('public.patients'), ('app.search_entries') order by 1`
    const state: Record<string, unknown> = {}
    for (const { name } of tables) {
      state[name] = await sql`
        select to_jsonb(t) - 'version' - 'updated_at' as row from ${sql(name)} t order by 1`
    }
    return state
  })
}
