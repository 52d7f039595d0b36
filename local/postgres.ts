import { spawn, type ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { host } from './config.ts'
import { messageOf, StackFailure } from './failure.ts'
import { commandOf, endProcess, isRunning, processesIn, signalProcess } from './processes.ts'
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
  /** Asked between two attempts to start. */
  isGivenUp?: () => boolean
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

  const superuserUrl = `postgres://${superuser}:${password}@${host}:${options.port}/postgres`
  const deadline = Date.now() + patience
  for (let pause = 250; ; pause = Math.min(pause * 2, 5000)) {
    await endEarlierServer(dir)
    const logged = existsSync(logFile) ? statSync(logFile).size : 0
    const child = launch(runtime, dir, options, logFile)
    const pid = child.pid ?? 0
    try {
      await waitUntilReady(child, superuserUrl, logFile)
    } catch (error) {
      await endProcess(pid, dir, 'SIGINT', 6000)
      if (Date.now() < deadline && !options.isGivenUp?.() && isPassing(logFile, logged)) {
        await sleep(pause)
        continue
      }
      if (options.persistent === false) removeDataDirectory(resolve(options.dir))
      throw error
    }
    return {
      url: `postgres://postgres:${password}@${host}:${options.port}/postgres`,
      superuserUrl,
      pid,
      process: child,
      marker: dir,
      async stop() {
        await endProcess(pid, dir, 'SIGINT', 6000)
        if (options.persistent === false) removeDataDirectory(resolve(options.dir))
      },
    }
  }
}

/** How long a start waits for what passes by itself. */
const patience = 60_000

/** Whether the server refused because of something that ends: memory or a lock still held, a port just used. */
function isPassing(logFile: string, from: number): boolean {
  const said = readFileSync(logFile).subarray(from).toString()
  return /pre-existing shared memory block|lock file ".*" already exists|could not bind .*: Address already in use/.test(
    said,
  )
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

/**
 * Ends what an earlier server left in this data directory. After `kill -9` the pid file names a process that is gone,
 * is another one, or is our orphan; and backends in the middle of a statement live on without their server. Two
 * servers on one directory destroy it, and the pid file is what keeps them apart: it goes only when nobody lives.
 */
async function endEarlierServer(dir: string): Promise<void> {
  const pidFile = join(dir, 'postmaster.pid')
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0
  if (pid > 0 && isRunning(pid, dir)) await endProcess(pid, dir, 'SIGINT', 6000)
  await endBackends(dir)
  const isStranger = pid > 0 && commandOf(pid) !== undefined
  if (isStranger && existsSync(pidFile)) rmSync(pidFile)
}

/** Backends notice that their server is gone when they next wait; those that are busy are told after a moment. */
async function endBackends(dir: string): Promise<void> {
  const begun = Date.now()
  for (;;) {
    const alive = processesIn(realpathSync(dir), 'postgres')
    if (alive.length === 0) return
    const waited = Date.now() - begun
    if (waited > patience) {
      throw new StackFailure(
        `An earlier Postgres left processes that do not end (${alive.join(', ')}); end them and start again.`,
      )
    }
    for (const pid of alive) if (waited > 2000) signalProcess(pid, waited > 10_000 ? 'SIGKILL' : 'SIGQUIT')
    await sleep(100)
  }
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
