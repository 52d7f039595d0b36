import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { removeDataDirectory } from '../../../local/postgres-runtime.ts'
import { startStack, type Stack } from '../../../local/stack.ts'
import { accepts } from '../../../local/supervisor.ts'
import type { StackContext } from './stack.ts'

interface SharedStacks {
  starting: Promise<Stack>[]
  users: number
  homes: string[]
}

/** Each test project loads its own copy of this file; the stacks of a run are the same. */
const shared = globalThis as typeof globalThis & { zeloTestStacks?: SharedStacks }

/** Starts a stack for each worker, on ports and in a state folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.zeloTestStacks ??= await begin(Number(project.config.maxWorkers))
  const current = shared.zeloTestStacks
  current.users += 1
  const stacks = await Promise.all(current.starting)
  if (project.name === 'e2e') await Promise.all(stacks.map((stack) => stack.startApp('build')))
  project.provide('stacks', stacks.map(describeStack))
  return async () => {
    current.users -= 1
    if (current.users > 0) return
    shared.zeloTestStacks = undefined
    await Promise.all(stacks.map((stack) => stack.stop()))
    for (const home of current.homes) {
      removeDataDirectory(join(home, 'postgres'))
      rmSync(home, { recursive: true, force: true })
    }
  }
}

async function begin(workers: number): Promise<SharedStacks> {
  const root = process.env.ZELO_TEST_HOME ?? tmpdir()
  mkdirSync(root, { recursive: true })
  const homes = Array.from({ length: workers }, () => mkdtempSync(join(root, 'zelo-test-')))
  const bases = await portBases(workers)
  const starting = homes.map((home, n) =>
    startStack({ home, portBase: bases[n], app: 'none', jobsEvery: 500, isThrowaway: true }),
  )
  return { starting, users: 0, homes }
}

/** Ports of the stack of a worker, and above them those of the stacks that some tests start for themselves. */
const portsOfAWorker = 50

/** For each worker the first of enough free ports: several runs may share a machine. */
async function portBases(workers: number): Promise<number[]> {
  const bases: number[] = []
  const first = Number(process.env.ZELO_PORT_BASE ?? 7300)
  for (let base = first; base < first + 2000; base += portsOfAWorker) {
    if (bases.length === workers) return bases
    const isFree = process.env.ZELO_PORT_BASE !== undefined || (await areFree(base))
    if (isFree) bases.push(base)
  }
  throw new Error('No free ports between 7300 and 9300; name the first of enough in ZELO_PORT_BASE.')
}

async function areFree(base: number): Promise<boolean> {
  const used = await Promise.all(Array.from({ length: portsOfAWorker }, (_, index) => accepts(base + index)))
  return !used.includes(true)
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
