import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../config.ts'
import { connect } from '../database.ts'
import { createMigratedDatabase, createPlatformDatabase, databaseUrl, type Cluster } from './scratch.ts'
import { buildFromSchemas, schemaSource, type SourceFile } from './source.ts'

const execute = promisify(execFile)
const cli = join(repositoryRoot, 'node_modules', 'supabase', 'dist', 'supabase.js')

/**
 * The SQL that makes the database of `files` (supabase/schemas) out of the one of the migrations, empty when both are
 * the same. Makes two databases in the cluster.
 */
export async function schemaDifference(
  cluster: Cluster,
  files: SourceFile[] = schemaSource(),
): Promise<string> {
  await createMigratedDatabase(cluster, 'from_migrations')
  await createPlatformDatabase(cluster, 'from_schemas')
  const from = databaseUrl(cluster.url, 'from_migrations')
  const to = databaseUrl(cluster.url, 'from_schemas')
  await buildFromSchemas(to, files)
  const rows = await rowsThatDiffer(from, to, files)
  return [await objectsThatDiffer(from, to), ...rows.map((file) => file.text)].join('\n').trim()
}

/** What the official tool writes: tables, functions, policies, grants, comments. */
export async function objectsThatDiffer(from: string, to: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'zelo-diff-'))
  const output = join(folder, 'difference.sql')
  try {
    await execute(
      process.execPath,
      [cli, 'db', 'diff', '--from', from, '--to', to, '--use-pg-delta', '--output', output],
      {
        cwd: repositoryRoot,
        env: {
          ...process.env,
          NO_COLOR: '1',
          DO_NOT_TRACK: '1',
          SUPABASE_TELEMETRY_DISABLED: '1',
          CI: '1',
        },
      },
    )
    return readFileSync(output, 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The files in `rows/` whose table holds other rows in the two databases. Their statements can be repeated. */
async function rowsThatDiffer(from: string, to: string, files: SourceFile[]): Promise<SourceFile[]> {
  const a = connect(from)
  const b = connect(to)
  try {
    const differing: SourceFile[] = []
    for (const file of files.filter((one) => one.path.includes('/rows/'))) {
      const table = basename(file.path, '.sql')
      const query = `select coalesce(jsonb_agg(to_jsonb(t) - 'created_at' - 'updated_at' order by t::text), '[]')::text as rows from ${table} t`
      const there = await a.unsafe(`select to_regclass('${table}') is not null as is_there`)
      const [had, has] = [there[0]?.is_there === true ? await a.unsafe(query) : [], await b.unsafe(query)]
      if (had[0]?.rows !== has[0]?.rows) differing.push(file)
    }
    return differing
  } finally {
    await a.end()
    await b.end()
  }
}
