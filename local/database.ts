import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { repositoryRoot } from './config.ts'
import { demoPassword, demoUsers, type DemoUser } from './demo.ts'
import { messageOf, StackFailure } from './failure.ts'

const sqlFolder = join(repositoryRoot, 'local', 'sql')
const platformScripts = ['1-roles', '2-public', '3-auth', '4-storage', '5-realtime', '6-owners']

/** A connection for work on the database itself; the caller ends it. */
export function connect(url: string, max = 1): Sql {
  return postgres(url, { max, onnotice: () => {}, prepare: false })
}

/** Runs a prepared script of `local/sql`. */
async function runScript(sql: Sql, name: string): Promise<void> {
  await sql.unsafe(readFileSync(join(sqlFolder, `${name}.sql`), 'utf8')).simple()
}

/**
 * Makes an empty database look like a hosted project to migrations and policies: roles, schemas, default
 * privileges, owners. `sql` is a superuser other than `postgres`.
 */
async function preparePlatform(sql: Sql): Promise<void> {
  for (const script of platformScripts) await runScript(sql, script)
}

/** As `preparePlatform`, with what only a test needs: stand-ins for vault, pg_cron and pg_net, and guards. */
export async function prepareHostedLikeDatabase(sql: Sql): Promise<void> {
  await preparePlatform(sql)
  await runScript(sql, 'hosted')
}

/** Prepares the database of an embedded stack once. */
export async function prepareEmbeddedDatabase(superuserUrl: string): Promise<void> {
  const sql = connect(superuserUrl)
  try {
    const [row] = await sql`select to_regclass('auth.users') is not null as prepared`
    if (row?.prepared !== true) {
      await sql.begin(async (transaction) => preparePlatform(transaction as unknown as Sql))
    }
    await runScript(sql, 'lite')
  } finally {
    await sql.end()
  }
}

/** The versions in `supabase/migrations` that the database has not seen yet. */
export async function pendingMigrations(databaseUrl: string): Promise<string[]> {
  const folder = join(repositoryRoot, 'supabase', 'migrations')
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => /^\d+_.*\.sql$/.test(file)) : []
  const sql = connect(databaseUrl)
  try {
    const rows = await sql<{ version: string }[]>`select version from supabase_migrations.schema_migrations`
    const applied = new Set(rows.map((row) => row.version))
    const known = new Set(files.map((file) => file.split('_', 1)[0]))
    if ([...applied].some((version) => !known.has(version))) {
      throw new StackFailure(
        'The database holds migrations that are not in supabase/migrations: it was made by another version of Zelo. "npm run reset" starts with an empty one.',
      )
    }
    return files.filter((file) => !applied.has(file.split('_', 1)[0] ?? '')).sort()
  } finally {
    await sql.end()
  }
}

/**
 * Applies the migrations with the real `supabase` CLI, so that history and rules are the standard ones. `project` is the
 * folder that holds `supabase/migrations`.
 */
export async function pushMigrations(databaseUrl: string, project = repositoryRoot): Promise<void> {
  const cli = join(repositoryRoot, 'node_modules', 'supabase', 'dist', 'supabase.js')
  if (!existsSync(cli))
    throw new StackFailure('The supabase CLI is not installed; run "npm install" and start again.')
  const { code, output } = await run(process.execPath, [
    cli,
    'db',
    'push',
    `--remote=${databaseUrl}`,
    '--yes',
    `--workdir=${project}`,
  ])
  if (code !== 0) {
    throw new StackFailure(
      `The migrations could not be applied: ${reasonIn(output)} — correct the file and start again, or "npm run reset" for an empty database.`,
    )
  }
}

/** One clinic only (`SINGLE_TENANT=true`): sign-up makes no clinic, the app shows no clinic pickers. */
export async function setSingleTenant(databaseUrl: string, single: boolean): Promise<void> {
  const sql = connect(databaseUrl)
  try {
    await sql`update app.settings set single_tenant = ${single} where only_row`
  } finally {
    await sql.end()
  }
}

/** The mark of a new database whose demo clinics are to have a month of conversations (`demo/load.ts`). */
export const demoConversations = 'local/demo'

/**
 * Makes the demo users and runs the demo data, once in the life of a database. With `conversations` the clinics get theirs
 * later, instead of the few of the seed.
 */
export async function seedDemo(
  databaseUrl: string,
  superuserUrl: string,
  { path = 'supabase/seed.sql', conversations = false } = {},
): Promise<void> {
  const sql = connect(superuserUrl)
  try {
    await sql`create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null)`
    const [seen] = await sql`select from supabase_migrations.seed_files where path = ${path}`
    if (seen) return
    await createDemoUsers(sql, demoUsers)
    const file = join(repositoryRoot, path)
    const seed = existsSync(file) ? readFileSync(file, 'utf8') : ''
    if (seed !== '') await runSeed(databaseUrl, path, seed, conversations)
    if (conversations)
      await sql`insert into supabase_migrations.seed_files (path, hash) values (${demoConversations}, 'wanted')`
    const hash = createHash('sha256').update(seed).digest('hex')
    await sql`insert into supabase_migrations.seed_files (path, hash) values (${path}, ${hash})`
  } finally {
    await sql.end()
  }
}

async function runSeed(
  databaseUrl: string,
  path: string,
  seed: string,
  conversations: boolean,
): Promise<void> {
  const sql = connect(databaseUrl)
  try {
    await sql.begin(async (transaction) => {
      await transaction`select set_config('zelo.demo_conversations', ${conversations ? 'on' : ''}, true)`
      await transaction.unsafe(seed).simple()
    })
  } catch (error) {
    throw new StackFailure(`The demo data in ${path} could not be loaded: ${messageOf(error)}.`)
  } finally {
    await sql.end()
  }
}

/** Accounts with the demo's password; those that are there stay as they are. */
export async function createDemoUsers(sql: Sql, users: readonly DemoUser[]): Promise<void> {
  for (const { id, email, name } of users) {
    await sql`
      insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
        raw_user_meta_data, created_at, updated_at)
      values (${id}, 'authenticated', 'authenticated', ${email},
        extensions.crypt(${demoPassword}, extensions.gen_salt('bf', 10)), now(),
        ${sql.json({ provider: 'email', providers: ['email'] })},
        ${sql.json({ sub: id, email, full_name: name, email_verified: true, phone_verified: false })}, now(), now())
      on conflict (id) do nothing`
    await sql`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at, created_at, updated_at)
      values (${id}, 'email', ${id}, ${id},
        ${sql.json({ sub: id, email, email_verified: true, phone_verified: false })}, now(), now(), now())
      on conflict (provider_id, provider) do nothing`
  }
}

function run(command: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1', CI: '1' },
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', fail)
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}

/** The file and its error out of the CLI's output; without an SQL error, the CLI's own sentence. */
function reasonIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  const file = lines.map((line) => /^Applying migration (\S+?)\.{3}$/.exec(line)?.[1]).findLast(Boolean)
  const error = lines.find((line) => /^ERROR\b/i.test(line))
  if (error) return [file, error].filter(Boolean).join(': ')
  const noise = /^(WARN|Target:|Confirmed|Try rerunning|[│▲]|$)/
  return lines.filter((line) => !noise.test(line)).join(' ') || 'the supabase CLI gave no reason'
}
