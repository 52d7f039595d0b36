import {
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { startPostgres } from '../../local/postgres.ts'
import { findPostgres, prepareDataDirectory, type Account } from '../../local/postgres-runtime.ts'

export interface Primary {
  /** Data directory of the running server. */
  dir: string
  superuserUrl: string
}

export interface Replica {
  /** As `postgres`; every statement that writes is refused. */
  url: string
  superuserUrl: string
  stop(): Promise<void>
}

/** Folders whose content belongs to the running primary alone; the WAL comes by the stream. */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const leftOut = new Set(['postmaster.pid', 'postmaster.opts'])

/**
 * Starts a hot standby that streams from a running primary. `pg_basebackup` is not among the embedded binaries; the base
 * backup is what it does: the primary is told, its files are copied while it works, and its label is put beside them.
 */
export async function startReplica(primary: Primary, port: number): Promise<Replica> {
  const { account } = await findPostgres()
  const folder = mkdtempSync(join(tmpdir(), 'zelo-replica-'))
  const link = join(folder, 'data')
  const dir = prepareDataDirectory(link, account)
  try {
    await withSuperuser(primary, async (sql) => {
      await sql`select pg_create_physical_replication_slot('replica', true)`
      await sql`select pg_backup_start('replica', true)`
      copyFolder(realpathSync(primary.dir), dir, account)
      const [backup] = await sql<{ label: string }[]>`select labelfile as label from pg_backup_stop(false)`
      writeOwned(join(dir, 'backup_label'), backup?.label ?? '', account)
      writeOwned(join(dir, 'standby.signal'), '', account)
    })
    const { hostname, port: primaryPort, username, password } = new URL(primary.superuserUrl)
    const server = await startPostgres({
      dir: link,
      port,
      persistent: false,
      settings: [
        `primary_conninfo=host=${hostname} port=${primaryPort} user=${username} password=${password}`,
        'primary_slot_name=replica',
        // the primary keeps what a report still reads, and so does not cancel it
        'hot_standby_feedback=on',
      ],
    })
    return {
      url: server.url,
      superuserUrl: server.superuserUrl,
      async stop() {
        await server.stop()
        rmSync(folder, { recursive: true, force: true })
        await dropSlot(primary)
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    await dropSlot(primary)
    throw error
  }
}

/** Copies a folder that somebody is writing to: what goes away meanwhile was not needed, what changes is in the WAL. */
function copyFolder(from: string, to: string, account: Account | undefined): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (leftOut.has(entry.name)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    try {
      if (entry.isDirectory()) {
        mkdirSync(target, { mode: 0o700 })
        if (!emptied.has(entry.name)) copyFolder(source, target, account)
      } else copyFileSync(source, target)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
      throw error
    }
    if (account) chownSync(target, account.uid, account.gid)
  }
}

function writeOwned(path: string, text: string, account: Account | undefined): void {
  writeFileSync(path, text, { mode: 0o600 })
  if (account) chownSync(path, account.uid, account.gid)
}

function dropSlot(primary: Primary): Promise<void> {
  return withSuperuser(primary, async (sql) => {
    await sql`
      select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = 'replica' and not active`
  })
}

async function withSuperuser<T>(primary: Primary, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(primary.superuserUrl, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}
