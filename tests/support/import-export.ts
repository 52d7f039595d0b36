import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import postgres from 'postgres'
import type { Manifest } from '../../supabase/functions/_shared/trust/exports/whole.ts'

/** The parts of an export, each compared with its SHA-256 in the manifest. */
export function openWhole(bytes: Uint8Array) {
  const entries = unzipSync(bytes)
  const manifest = JSON.parse(strFromU8(entries['manifest.json']!)) as Manifest
  for (const { file, sha256 } of [...manifest.parts, ...manifest.files]) {
    const hash = createHash('sha256').update(entries[file]!).digest('hex')
    if (hash !== sha256) throw new Error(`${file} is not what the manifest says.`)
  }
  const rowsOf = (table: string) =>
    manifest.parts
      .filter((part) => part.table === table)
      .flatMap(({ file }) =>
        strFromU8(entries[file]!)
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>),
      )
  return { entries, manifest, rowsOf }
}

/**
 * Writes an export into an empty clinic, in the order of its manifest: every row as it was, under the other clinic. It
 * needs a superuser, because nothing that happens on the way in is to happen again.
 */
export async function importWhole(superuserUrl: string, bytes: Uint8Array, tenantId: string): Promise<void> {
  const { manifest, rowsOf } = openWhole(bytes)
  const sql = postgres(superuserUrl, { max: 1 })
  try {
    await sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`
      for (const { table } of manifest.tables) {
        const rows = rowsOf(table).map((row) => ({ ...row, tenant_id: tenantId }))
        if (rows.length === 0) continue
        const columns = await transaction<{ name: string }[]>`
          select quote_ident(a.attname) as name from pg_attribute a
          where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`
        const list = columns.map(({ name }) => name).join(', ')
        await transaction.unsafe(
          `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
          [JSON.stringify(rows)],
        )
      }
    })
  } finally {
    await sql.end()
  }
}
