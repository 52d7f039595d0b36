import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { host } from './config.ts'
import { messageOf, StackFailure } from './failure.ts'
import { endProcess, isRunning } from './processes.ts'
import {
  findPostgres,
  prepareDataDirectory,
  removeDataDirectory,
  type PostgresRuntime,
} from './postgres-runtime.ts'

export interface PostgresOptions {
  /** Data directory; made when it is missing. */
  dir: string
  port: number
  /** Bootstrap superuser; `supabase_admin` as on hosted projects. */
  superuser?: string
  /** False removes the data when the server stops. */
  persistent?: boolean
  /** Where the server log goes; beside the data by default. */
  logFile?: string
  /** More `name=value` settings; later ones win. */
  settings?: readonly string[]
}

export interface PostgresServer {
  /** As `postgres`, the project's owner; the role exists once the database is prepared. */
  url: string
  superuserUrl: string
  pid: number
  process: ChildProcess
  /** A part of the command line that only this server has. */
  marker: string
  stop(): Promise<void>
}

const password = 'postgres'

/** A development box: durable, logical replication for realtime, no socket file, loopback only. */
const settings = [
  `listen_addresses=${host}`,
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=256MB',
  'wal_level=logical',
  'max_wal_senders=10',
  'max_replication_slots=10',
  'max_slot_wal_keep_size=1GB',
  'password_encryption=scram-sha-256',
  'shared_preload_libraries=pg_stat_statements',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_line_prefix=%m [%p] %q%u ',
]

/** Starts an embedded Postgres 17 with the locale of a hosted project and waits until it accepts connections. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const superuser = options.superuser ?? 'supabase_admin'
  const runtime = await findPostgres()
  const dir = prepareDataDirectory(resolve(options.dir), runtime.account)
  const logFile = options.logFile ?? `${resolve(options.dir)}.log`
  mkdirSync(dirname(logFile), { recursive: true })
  if (!existsSync(join(dir, 'PG_VERSION'))) await initialise(runtime, dir, superuser, logFile)
  await clearStaleServer(dir)

  const child = launch(runtime, dir, options, logFile)
  const superuserUrl = `postgres://${superuser}:${password}@${host}:${options.port}/postgres`
  const server: PostgresServer = {
    url: `postgres://postgres:${password}@${host}:${options.port}/postgres`,
    superuserUrl,
    pid: child.pid ?? 0,
    process: child,
    marker: dir,
    async stop() {
      await endProcess(server.pid, dir, 'SIGINT', 6000)
      if (options.persistent === false) removeDataDirectory(resolve(options.dir))
    },
  }
  try {
    await waitUntilReady(child, superuserUrl, logFile)
  } catch (error) {
    await server.stop()
    throw error
  }
  return server
}

function launch(
  runtime: PostgresRuntime,
  dir: string,
  options: PostgresOptions,
  logFile: string,
): ChildProcess {
  const log = openSync(logFile, 'a')
  const flags = [...settings, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting])
  const child = spawn(runtime.postgres, ['-D', dir, '-p', String(options.port), ...flags], {
    ...runtime.account,
    cwd: dir,
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  })
  child.on('error', () => {})
  closeSync(log)
  return child
}

async function initialise(
  runtime: PostgresRuntime,
  dir: string,
  superuser: string,
  logFile: string,
): Promise<void> {
  const passwordFile = join(tmpdir(), `zelo-${randomUUID()}`)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o644 })
  const log = openSync(logFile, 'a')
  try {
    const child = spawn(
      runtime.initdb,
      [
        `--pgdata=${dir}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=icu',
        '--icu-locale=en-US',
        '--no-instructions',
      ],
      {
        ...runtime.account,
        cwd: dir,
        stdio: ['ignore', log, log],
        env: { PATH: process.env.PATH, LC_ALL: 'C' },
      },
    )
    const code = await new Promise<number | null>((done, fail) => child.on('exit', done).on('error', fail))
    if (code !== 0) throw new StackFailure(`Postgres could not make its data directory; see ${logFile}.`)
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    if (error instanceof StackFailure) throw error
    throw new StackFailure(
      `initdb could not be run: ${messageOf(error)}; delete node_modules and start again.`,
    )
  } finally {
    closeSync(log)
    rmSync(passwordFile, { force: true })
  }
}

/** After `kill -9` the pid file names a process that is gone, is another one, or is our orphan. */
async function clearStaleServer(dir: string): Promise<void> {
  const pidFile = join(dir, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (pid > 0 && isRunning(pid, dir)) await endProcess(pid, dir, 'SIGINT', 6000)
  rmSync(pidFile, { force: true })
}

async function waitUntilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  let failed: string | undefined
  child.once('exit', (code, signal) => (failed = `ended with ${signal ?? `code ${code}`}`))
  child.once('error', (error) => (failed = `did not start: ${error.message}`))
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (failed) throw new StackFailure(`Postgres ${failed}; the reason is at the end of ${logFile}.`)
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
    try {
      await sql`select 1`
      return
    } catch {
      await sleep(60)
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  throw new StackFailure(`Postgres did not accept connections within a minute; see ${logFile}.`)
}
