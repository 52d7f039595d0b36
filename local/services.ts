import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { childEnvironment } from './child.ts'
import { host, repositoryRoot, type StackConfig } from './config.ts'
import { StackFailure } from './failure.ts'
import { functionsEnvironment } from './functions/environment.ts'
import type { ServiceDefinition } from './supervisor.ts'

/** How the app is served: by Vite with hot reload, as a production build, or not at all. */
export type AppMode = 'dev' | 'build' | 'none'

const require = createRequire(import.meta.url)

/** Everything behind and including the gateway, in no order: each part waits for the others by itself. */
export function platformServices(config: StackConfig): ServiceDefinition[] {
  const { ports } = config
  return [
    nodeService('api', 'lite/main.ts', config, ports.api),
    nodeService('storage', 'storage/main.ts', config, ports.storage),
    nodeService('gateway', 'gateway/main.ts', config, ports.gateway),
    nodeService('realtime', 'services/realtime.ts', config, ports.realtime),
    {
      ...nodeService('simulators', 'services/simulators.ts', config, ports.simulators),
      otherPorts: [ports.smtp],
    },
    functionsService(config),
  ]
}

/** All edge functions in one Deno process with the flags of a restricted runtime. */
function functionsService(config: StackConfig): ServiceDefinition {
  const folder = join(repositoryRoot, 'supabase', 'functions')
  const configFile = join(folder, 'deno.json')
  const shared = ['--no-prompt', '--no-lock', '--cached-only', '--node-modules-dir=manual', '--quiet']
  const rights = ['--allow-net', '--allow-env', '--allow-sys', `--allow-read=${repositoryRoot}`]
  return {
    name: 'functions',
    port: config.ports.functions,
    command: [
      denoProgram(),
      'run',
      ...shared,
      ...rights,
      ...(existsSync(configFile) ? ['--config', configFile] : ['--no-config']),
      '--v8-flags=--max-old-space-size=256',
      join(repositoryRoot, 'local', 'functions', 'main.ts'),
      folder,
      String(config.ports.functions),
      `--home=${config.home}`,
    ],
    env: {
      ...functionsEnvironment(config),
      DENO_DIR: join(repositoryRoot, 'node_modules', '.cache', 'deno'),
      DENO_NO_UPDATE_CHECK: '1',
    },
  }
}

/** The app: Vite's own server in development, the built files in tests of the whole. */
export function appService(config: StackConfig, mode: 'dev' | 'build'): ServiceDefinition {
  const vite = join(repositoryRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  if (!existsSync(vite)) throw new StackFailure('Vite is not installed; run "npm install" and start again.')
  const port = String(config.ports.app)
  const address = ['--host', host, '--port', port, '--strictPort']
  return {
    name: 'app',
    port: config.ports.app,
    command:
      mode === 'dev'
        ? [process.execPath, vite, ...address]
        : [process.execPath, vite, 'preview', '--outDir', buildFolder(config), ...address],
    env: appEnvironment(config),
  }
}

/** What the app is told at build time or by the development server; nothing of it is secret. */
function appEnvironment(config: StackConfig): Record<string, string> {
  return {
    ZELO_APP_PORT: String(config.ports.app),
    VITE_SUPABASE_URL: config.urls.gateway,
    VITE_SUPABASE_PUBLISHABLE_KEY: config.secrets.publishableKey,
    VITE_SIMULATORS_URL: config.urls.simulators,
    ZELO_APP_URL: config.urls.app,
  }
}

/** Where the production build of a stack goes: beside its state, because it contains the stack's addresses. */
export function buildFolder(config: StackConfig): string {
  return join(config.home, 'app')
}

/** Calls edge functions by the clock; `jobsEvery` is how often it looks for due jobs, in milliseconds. */
export function schedulerService(config: StackConfig, jobsEvery: number): ServiceDefinition {
  const definition = nodeService('scheduler', 'services/scheduler.ts', config)
  return { ...definition, env: { ...definition.env, ZELO_JOBS_EVERY: String(jobsEvery) } }
}

function nodeService(name: string, file: string, config: StackConfig, port?: number): ServiceDefinition {
  const entry = join(repositoryRoot, 'local', file)
  return {
    name,
    port,
    command: [process.execPath, '--import', 'tsx', entry, `--home=${config.home}`],
    env: childEnvironment(config),
  }
}

/** The program itself and not its npm wrapper, so that a signal reaches it. */
function denoProgram(): string {
  const name = process.platform === 'win32' ? 'deno.exe' : 'deno'
  const candidates: string[] = []
  try {
    const folder = dirname(require.resolve('deno/package.json'))
    const platform =
      { linux: 'linux', darwin: 'darwin', win32: 'win32' }[process.platform as string] ?? process.platform
    const libc = process.platform === 'linux' ? '-glibc' : ''
    candidates.push(
      join(folder, '..', '@deno', `${platform}-${process.arch}${libc}`, name),
      join(folder, name),
    )
  } catch {
    // Not installed; the sentence below says so.
  }
  const program = candidates.find((file) => existsSync(file) && statSync(file).size > 1_000_000)
  if (program) return program
  throw new StackFailure('Deno is not installed; run "npm install" and start again.')
}
