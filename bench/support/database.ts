import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { prepareEmbeddedDatabase, pushMigrations, seedDemo } from '../../local/database.ts'
import { startPostgres } from '../../local/postgres.ts'
import { databaseUrl } from '../../local/schema/scratch.ts'

/** The demo clinics of supabase/seed.sql. */
export const aurora = {
  tenantId: '00000000-0000-4000-8000-0000000000a1',
  channelId: '00000000-0000-4000-8000-0000000000a2',
  apiKeySha256: '3d1a2a8b0e5e4a9bb0b3a8f0d6d1c0b8b5a2f1f7a5c7e9d3b1a4c6e8f0a2b4c6',
}

export interface BenchDatabase {
  /** As `postgres`, the role of the edge functions. */
  url: string
  superuserUrl: string
  /** Its data directory. */
  dir: string
  /** Connections to the database, or to a copy of it. */
  connect(max: number, name?: string): Sql
  /** A second database of the same server, as the first is now; nobody may be connected to it meanwhile. */
  copy(name: string): Promise<void>
  stop(): Promise<void>
}

export interface BenchDatabaseOptions {
  port?: number
  /** More `name=value` settings of Postgres. */
  settings?: readonly string[]
}

/** A database of its own with the product's migrations and the demo clinics, durable as in production. */
export async function startBenchDatabase({
  port = 6900,
  settings = [],
}: BenchDatabaseOptions = {}): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'zelo-bench-'))
  const server = await startPostgres({ dir: join(folder, 'data'), port, persistent: false, settings })
  await prepareEmbeddedDatabase(server.superuserUrl)
  await pushMigrations(server.url)
  await seedDemo(server.url, server.superuserUrl)
  const connect = (max: number, name = 'postgres') =>
    postgres(databaseUrl(server.url, name), { max, prepare: false, onnotice: () => {} })
  const sql = connect(1)
  await sql`
    insert into public.evolution_instances (tenant_id, channel_id, external_id, server_url, webhook_url, api_key_hash, secret_hash)
    values (${aurora.tenantId}, ${aurora.channelId}, 'aurora', 'http://127.0.0.1', 'http://127.0.0.1', ${aurora.apiKeySha256},
      ${aurora.apiKeySha256})`
  await sql`update public.notification_channels set is_active = true, connection_state = 'open' where true`
  await sql.end()
  return {
    url: server.url,
    superuserUrl: server.superuserUrl,
    dir: join(folder, 'data'),
    connect,
    async copy(name) {
      const admin = postgres(databaseUrl(server.superuserUrl, 'template1'), { max: 1, onnotice: () => {} })
      await admin`create database ${admin(name)} template postgres owner postgres`
      await admin.end()
    },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
