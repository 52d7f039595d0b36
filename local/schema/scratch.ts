import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, prepareHostedLikeDatabase, pushMigrations } from '../database.ts'
import { freePort } from '../ports.ts'
import { startPostgres, type PostgresServer } from '../postgres.ts'

/** Speed before safety: the data is gone after the run anyway. */
const throwaway = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'max_wal_size=4GB',
  'shared_preload_libraries=',
]

export interface Cluster {
  /** As `supabase_admin`, into the maintenance database. */
  superuserUrl: string
  /** As `postgres`, the owner of the project, into the maintenance database. */
  url: string
  stop(): Promise<void>
}

/** Starts an empty throwaway Postgres on a free port. */
export async function startCluster(): Promise<Cluster> {
  const home = mkdtempSync(join(tmpdir(), 'zelo-db-'))
  chmodSync(home, 0o755)
  let server: PostgresServer
  try {
    server = await startPostgres({
      dir: join(home, 'data'),
      port: await freePort(),
      persistent: false,
      settings: throwaway,
    })
  } catch (error) {
    rmSync(home, { recursive: true, force: true })
    throw error
  }
  const endNow = () => server.process.kill('SIGKILL')
  process.once('exit', endNow)
  return {
    superuserUrl: server.superuserUrl,
    url: server.url,
    async stop() {
      process.removeListener('exit', endNow)
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Makes a database that looks like a hosted project and applies the migrations to it as its owner would. */
export async function createMigratedDatabase(cluster: Cluster, name: string): Promise<void> {
  await createPlatformDatabase(cluster, name)
  await pushMigrations(databaseUrl(cluster.url, name))
}

/** Makes a database that looks like a new hosted project. */
export async function createPlatformDatabase(cluster: Cluster, name: string): Promise<void> {
  const admin = connect(cluster.superuserUrl)
  try {
    await admin`create database ${admin(name)}`
  } finally {
    await admin.end()
  }
  const platform = connect(databaseUrl(cluster.superuserUrl, name))
  try {
    await prepareHostedLikeDatabase(platform)
  } finally {
    await platform.end()
  }
}

/** The same server and person, another database. */
export function databaseUrl(url: string, name: string): string {
  const target = new URL(url)
  target.pathname = `/${name}`
  return target.href
}
