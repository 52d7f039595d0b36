import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import postgres from 'postgres'
import { afterAll, afterEach, expect, test } from 'vitest'
import { portsFrom, repositoryRoot } from '../../../local/config.ts'
import { commandOf, processesIn } from '../../../local/processes.ts'
import { removeDataDirectory } from '../../../local/postgres-runtime.ts'
import { accepts } from '../../../local/supervisor.ts'
import { until } from '../support/services.ts'
import { ownStack } from '../support/stack.ts'
import { expectClinicsAtWork } from './demo-clinics.ts'

/** A second stack beside the one of the run, started as `npm start` starts it. */
const base = Number(new URL(ownStack().gatewayUrl).port) + 19
const ports = portsFrom(base)
const home = mkdtempSync(join(tmpdir(), 'zelo-life-'))
const databaseUrl = `postgres://postgres:postgres@127.0.0.1:${ports.postgres}/postgres`
const running = new Set<Program>()

class Program {
  readonly child: ChildProcess
  output = ''

  constructor(args: string[] = [], env: Record<string, string> = {}) {
    this.child = spawn(process.execPath, [join(repositoryRoot, 'local', 'start.mjs'), ...args], {
      env: { ...process.env, ZELO_HOME: home, ZELO_PORT_BASE: String(base), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    this.child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    running.add(this)
    this.child.once('exit', () => running.delete(this))
  }

  async ready(): Promise<void> {
    await until(
      () => this.output.includes('Zelo ready:') || this.ended,
      'no start within four minutes',
      240_000,
    )
    expect(this.output).toContain(`Zelo ready: http://127.0.0.1:${base}`)
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  async exit(): Promise<number | null> {
    await until(() => this.ended, 'it did not end', 120_000)
    return this.child.exitCode
  }
}

/** Processes that belong to the second stack; its state folder is in all their command lines. */
function processesOf(folder: string): number[] {
  const { children } = JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as {
    children: { pid: number }[]
  }
  return children.map((child) => child.pid)
}

async function query<T>(statement: string): Promise<T | undefined> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    return (await sql.unsafe(statement))[0] as T | undefined
  } finally {
    await sql.end()
  }
}

/** Processes of a database; its data directory is where they work. */
function backends(dir: string): number[] {
  return processesIn(dir, 'postgres').filter((pid) => commandOf(pid)?.startsWith('postgres: postgres'))
}

function stateOf(pid: number): string | undefined {
  return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
}

/** The ways to ask a web server for a file: from its root, from the disk's, escaped, in other cases, around corners. */
function addressesOf(file: string): string[] {
  const fromRoot = `/${relative(repositoryRoot, file)}`
  const escaped = (path: string) => path.replaceAll('.', '%2e')
  const all = [`/@fs${file}`, `/@fs/${file}`, `/@fs${file.toUpperCase()}`, `/src/../${file}`, `/@id/${file}`]
  if (!fromRoot.startsWith('/..')) all.push(fromRoot, fromRoot.replace('/', '//'), `/src/..${fromRoot}`)
  all.push(`/@fs${repositoryRoot}/src/../${relative(repositoryRoot, file)}`)
  return all.flatMap((path) => [path, escaped(path), path.replace('secrets', '%73ecrets')])
}

/** What is answered to a path that no client tidies up first. */
function fetchRaw(port: number, path: string): Promise<string> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (data) => (text += data.toString()))
    socket.on('error', () => done(text))
    socket.on('close', () => done(text))
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
    )
  })
}

async function openPorts(): Promise<number[]> {
  const all = Object.values(ports)
  const open = await Promise.all(all.map(accepts))
  return all.filter((_, index) => open[index])
}

afterEach(async () => {
  for (const program of [...running]) {
    program.child.kill('SIGTERM')
    await program.exit()
  }
})

afterAll(() => {
  removeDataDirectory(join(home, 'postgres'))
  rmSync(home, { recursive: true, force: true })
})

test('starts with a line a step, tells the demo logins, and leaves nothing when it is told to end', async () => {
  const program = new Program()
  await program.ready()
  for (const step of ['Postgres', 'migrations', 'demo data', 'platform services', 'demo conversations']) {
    expect(program.output).toMatch(new RegExp(`✓ .*${step}.* \\d+\\.\\d s`))
  }
  expect(program.output).toMatch(/admin@aurora\.test +zelo-demo/)
  const env = readFileSync(join(home, 'env'), 'utf8')
  expect(env).toContain(`SUPABASE_URL=http://127.0.0.1:${base + 1}`)
  expect(env).toMatch(/^SUPABASE_SECRET_KEY=sb_secret_/m)
  await query('create table public.kept (id integer)')
  const children = processesOf(home)
  expect(children, program.output).toHaveLength(9)

  const asked = Date.now()
  program.child.kill('SIGINT')
  expect(await program.exit()).toBe(0)
  expect(Date.now() - asked).toBeLessThan(10_000)
  expect(children.filter((pid) => commandOf(pid) !== undefined)).toEqual([])
  expect(await openPorts()).toEqual([])
  expect(existsSync(join(home, 'lock.json'))).toBe(false)
  expect(existsSync(join(home, 'postgres', 'postmaster.pid'))).toBe(false)
})

test('a signal to npm itself ends everything too', async () => {
  const npm = spawn('npm', ['start'], {
    cwd: repositoryRoot,
    env: { ...process.env, ZELO_HOME: home, ZELO_PORT_BASE: String(base) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let output = ''
  npm.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await until(() => output.includes('Zelo ready:'), 'no start within four minutes', 240_000)
  const children = processesOf(home)
  npm.kill('SIGTERM')
  await until(() => children.every((pid) => commandOf(pid) === undefined), 'children are left', 10_000)
  await until(() => !existsSync(join(home, 'lock.json')), 'the lock is left', 5000)
  expect(await openPorts()).toEqual([])
})

test('a second start keeps the data, with the demo clinics at work, and has nothing to migrate', async () => {
  const program = new Program()
  await program.ready()
  expect(program.output).not.toContain('migrations')
  expect(await query<{ kept: string }>(`select to_regclass('public.kept') as kept`)).toEqual({ kept: 'kept' })
  expect(await query<{ n: number }>(`select count(*)::int as n from auth.users`)).toEqual({ n: 8 })
  const env = readFileSync(join(home, 'env'), 'utf8')
  await expectClinicsAtWork({
    databaseUrl,
    gatewayUrl: `http://127.0.0.1:${base + 1}`,
    publishableKey: /^SUPABASE_PUBLISHABLE_KEY=(\S+)/m.exec(env)?.[1] ?? '',
  })
})

test('a second start leaves a clinic its channel as its people made it, and takes SINGLE_TENANT', async () => {
  const first = new Program()
  await first.ready()
  await query(`update public.notification_channels set is_active = false where true`)
  first.child.kill('SIGTERM')
  await first.exit()

  const second = new Program([], { SINGLE_TENANT: 'true' })
  await second.ready()
  const active = await query(`select count(*)::int as n from public.notification_channels where is_active`)
  expect(active).toEqual({ n: 0 })
  expect(await query(`select public.get_public_settings() as settings`)).toEqual({
    settings: { single_tenant: true },
  })
})

test('after kill -9 of everything the next start recovers by itself', async () => {
  const first = new Program()
  await first.ready()
  await query('insert into public.kept values (9)')
  const pids = processesOf(home)
  first.child.kill('SIGKILL')
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await first.exit()

  const second = new Program()
  await second.ready()
  expect(await query<{ n: number }>('select count(*)::int as n from public.kept')).toEqual({ n: 1 })
})

test('children of a killed supervisor are ended by the next start', async () => {
  const first = new Program()
  await first.ready()
  const pids = processesOf(home)
  first.child.kill('SIGKILL')
  await first.exit()

  const second = new Program()
  await second.ready()
  expect(pids.filter((pid) => commandOf(pid)?.includes(home))).toEqual([])
})

test('a database that is killed in the middle of its work comes back, and its data is whole', async () => {
  const program = new Program()
  await program.ready()
  await query('create table if not exists public.crashes (id integer)')
  const busy = postgres(databaseUrl, { max: 6, onnotice: () => {} })
  const work = Array.from({ length: 6 }, () =>
    busy`select count(*) from generate_series(1, 4000000000)`.catch((error: unknown) => error),
  )
  const pidFile = join(home, 'postgres', 'postmaster.pid')
  const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  const dir = readlinkSync(`/proc/${postmaster}/cwd`)
  await until(
    () => backends(dir).filter((pid) => stateOf(pid) === 'R').length >= 2,
    'nothing is being worked on',
  )
  await query('insert into public.crashes values (1)')
  const orphans = backends(dir)
  process.kill(postmaster, 'SIGKILL')

  await until(() => commandOf(postmaster) === undefined, 'the server is still there')
  let removedTooEarly = false
  await until(
    () => {
      const alive = orphans.some((pid) => commandOf(pid) !== undefined)
      removedTooEarly ||= alive && !existsSync(pidFile)
      return !alive
    },
    'orphaned backends are still there',
    30_000,
  )
  expect(removedTooEarly).toBe(false)
  await Promise.all(work)
  await busy.end({ timeout: 1 })
  await until(
    () =>
      query<{ n: number }>('select count(*)::int as n from public.crashes').then(
        (row) => row?.n === 1,
        () => false,
      ),
    'the database did not come back',
    60_000,
  )
  expect(program.output).toContain('postgres ended (SIGKILL) and is started again')
  expect(program.ended).toBe(false)
  await query('drop table public.crashes')
})

test('the logs of the run before are kept', async () => {
  const before = readFileSync(join(home, 'logs', 'postgres.log'), 'utf8')
  expect(before).toContain('database system is shut down')
  const program = new Program()
  await program.ready()
  expect(readFileSync(join(home, 'logs', 'postgres.log.1'), 'utf8')).toBe(before)
})

test('the development server hands out the app and no secrets', async () => {
  const program = new Program()
  await program.ready()
  const app = `http://127.0.0.1:${base}`
  expect((await fetch(`${app}/src/main.ts`)).status).toBe(200)
  expect(await (await fetch(`${app}/`)).text()).toContain('/src/main.ts')

  const state = mkdtempSync(join(repositoryRoot, '.local-'))
  writeFileSync(join(state, 'secrets.json'), '{"jwtSecret":"sb_secret_probe"}')
  writeFileSync(join(state, 'env'), 'SUPABASE_SECRET_KEY=sb_secret_probe')
  try {
    for (const file of ['secrets.json', 'env'].flatMap((name) => [join(state, name), join(home, name)])) {
      for (const path of addressesOf(file)) {
        for (const suffix of ['', '?raw', '?url', '?import&raw', '?inline', '?html-proxy', '?v=1', '#']) {
          const response = await fetchRaw(base, `${path}${suffix}`)
          expect(response, `${path}${suffix}`).not.toMatch(/sb_secret_|jwtSecret/)
        }
      }
    }
    for (const path of [
      '/package.json',
      '/local/config.ts',
      '/supabase/config.toml',
      '/.git/HEAD',
      '/.git',
    ]) {
      expect(await fetchRaw(base, path), path).not.toMatch(
        /"devDependencies"|publishableKey|project_id|refs\/heads|gitdir/,
      )
    }
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}, 180_000)

test('a second stack in the same folder is refused, and so is a reset', async () => {
  const first = new Program()
  await first.ready()
  const second = new Program()
  expect(await second.exit()).toBe(1)
  expect(second.output).toMatch(/already running .*Ctrl-C/)
  const reset = new Program(['--reset'])
  expect(await reset.exit()).toBe(1)
  expect(reset.output).toMatch(/is running .*stop it first/)
  expect(existsSync(join(home, 'postgres'))).toBe(true)
})

test('a port in use is one sentence with the way out, and nothing is left behind', async () => {
  const other = createServer().listen(ports.gateway, '127.0.0.1')
  try {
    const program = new Program()
    expect(await program.exit()).toBe(1)
    const sentence = `Port ${ports.gateway} (gateway) is in use by another program; stop it, or start with ZELO_PORT_BASE`
    expect(program.output).toContain(sentence)
    expect(program.output).not.toContain('    at ')
    expect(existsSync(join(home, 'lock.json'))).toBe(false)
  } finally {
    await new Promise((done) => other.close(done))
  }
  expect(await openPorts()).toEqual([])
})

test.each([400, 1200, 2000, 3500])(
  'a start that is interrupted after %i ms leaves nothing',
  async (delay) => {
    const program = new Program()
    await new Promise((done) => setTimeout(done, delay))
    program.child.kill('SIGINT')
    expect(await program.exit()).toBe(program.output.includes('Stopping') ? 0 : null)
    expect(await openPorts()).toEqual([])
    if (program.output.includes('Stopping')) expect(existsSync(join(home, 'lock.json'))).toBe(false)
  },
)

test('a port base that makes no sense is refused', async () => {
  const program = new Program([], { ZELO_PORT_BASE: 'abc' })
  expect(await program.exit()).toBe(1)
  expect(program.output).toContain('ZELO_PORT_BASE must be a port number')
})

test('a start that fails ends what it had started', async () => {
  const state = readFileSync(join(home, 'secrets.json'), 'utf8')
  writeFileSync(join(home, 'secrets.json'), '{ not json')
  try {
    const program = new Program()
    expect(await program.exit()).toBe(1)
    expect(await openPorts()).toEqual([])
    expect(existsSync(join(home, 'lock.json'))).toBe(false)
  } finally {
    writeFileSync(join(home, 'secrets.json'), state)
  }
})

test('a reset removes the state', async () => {
  const reset = new Program(['--reset'])
  expect(await reset.exit()).toBe(0)
  expect(existsSync(home)).toBe(false)
})
