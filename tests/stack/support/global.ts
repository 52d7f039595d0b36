import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { removeDataDirectory } from '../../../local/postgres-runtime.ts'
import { startStack, type Stack } from '../../../local/stack.ts'
import { accepts } from '../../../local/supervisor.ts'

/** What a test needs to reach the stack; the same for whole-stack and browser tests. */
export interface StackContext {
  appUrl: string
  gatewayUrl: string
  functionsUrl: string
  simulatorsUrl: string
  /** As `postgres`, the owner of the project. */
  databaseUrl: string
  superuserUrl: string
  publishableKey: string
  secretKey: string
  jwtSecret: string
  home: string
  pids: Record<string, number>
}

declare module 'vitest' {
  interface ProvidedContext {
    stack: StackContext
  }
}

interface SharedStack {
  starting: Promise<Stack>
  users: number
  home: string
}

/** Each test project loads its own copy of this file; the stack of a run is one. */
const shared = globalThis as typeof globalThis & { zeloTestStack?: SharedStack }

/** Starts one stack for the run, on its own ports and an empty state folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.zeloTestStack ??= begin()
  const current = shared.zeloTestStack
  current.users += 1
  const stack = await current.starting
  if (project.name === 'e2e') await stack.startApp('build')
  project.provide('stack', describeStack(stack))
  return async () => {
    current.users -= 1
    if (current.users > 0) return
    shared.zeloTestStack = undefined
    await stack.stop()
    removeDataDirectory(join(current.home, 'postgres'))
    rmSync(current.home, { recursive: true, force: true })
  }
}

function begin(): SharedStack {
  const home = process.env.ZELO_TEST_HOME ?? mkdtempSync(join(tmpdir(), 'zelo-test-'))
  return { starting: start(home), users: 0, home }
}

async function start(home: string): Promise<Stack> {
  const portBase = Number(process.env.ZELO_PORT_BASE ?? (await freePortBase()))
  return startStack({ home, portBase, app: 'none', jobsEvery: 500 })
}

/** Ports of the shared stack, and above them those of the stacks that some tests start for themselves. */
const portsOfARun = 50

/** First of enough free ports: several runs may share a machine. */
async function freePortBase(): Promise<number> {
  for (let base = 7300; base < 9300; base += portsOfARun) {
    const used = await Promise.all(Array.from({ length: portsOfARun }, (_, index) => accepts(base + index)))
    if (!used.includes(true)) return base
  }
  throw new Error('No free ports between 7300 and 9300; name the first of fifty in ZELO_PORT_BASE.')
}

function describeStack({ config, pids }: Stack): StackContext {
  const { urls, secrets, home } = config
  return {
    appUrl: urls.app,
    gatewayUrl: urls.gateway,
    functionsUrl: urls.functions,
    simulatorsUrl: urls.simulators,
    databaseUrl: urls.database,
    superuserUrl: urls.superuser,
    publishableKey: secrets.publishableKey,
    secretKey: secrets.secretKey,
    jwtSecret: secrets.jwtSecret,
    home,
    pids,
  }
}
