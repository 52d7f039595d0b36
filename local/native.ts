import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { repositoryRoot } from './config.ts'
import { StackFailure } from './failure.ts'

/** What runs the platform: the stack of this folder, or the official services through the CLI, without Docker. */
export type StackKind = 'embedded' | 'native'

/** Reads `ZELO_STACK`; throws a sentence when it names neither. */
export function stackKind(env: NodeJS.ProcessEnv): StackKind {
  const wanted = env.ZELO_STACK || 'embedded'
  if (wanted === 'embedded' || wanted === 'native') return wanted
  throw new StackFailure(
    `ZELO_STACK must be "native" (the official services, through the supabase CLI) or "embedded", not "${wanted}".`,
  )
}

/** Runs the supabase CLI; resolves with how it ended and what it printed. */
export type RunCli = (
  args: readonly string[],
  env: Record<string, string>,
) => Promise<{ code: number; output: string }>

/** Where a native stack answers. */
export interface NativeStack {
  apiUrl: string
  publishableKey: string
}

const experimental = { SUPABASE_EXPERIMENTAL_STACK: '1' }

/**
 * Starts the official services on this machine, for a comparison with the embedded ones. The CLI downloads them the
 * first time; where its registry cannot be reached this is refused, and nothing else is started in their place.
 */
export async function startNative(run: RunCli = runCli): Promise<NativeStack> {
  const started = await run(['start', '--runtime', 'native', '--yes'], experimental)
  if (started.code !== 0) {
    throw new StackFailure(
      `ZELO_STACK=native: the supabase CLI could not start the official services (${lastSentence(started.output)}). They are downloaded from its registry, which has to be reachable; "npm start" without ZELO_STACK needs nothing of it.`,
    )
  }
  const { output } = await run(['status', '--output', 'env'], experimental)
  const apiUrl = valueOf(output, 'API_URL')
  const publishableKey = valueOf(output, 'PUBLISHABLE_KEY') ?? valueOf(output, 'ANON_KEY')
  if (!apiUrl || !publishableKey)
    throw new StackFailure(
      'ZELO_STACK=native: "supabase status" names no API address and key; this version of the CLI is another one.',
    )
  return { apiUrl, publishableKey }
}

/** Ends the official services; what they keep stays for the next start. */
export async function stopNative(run: RunCli = runCli): Promise<void> {
  await run(['stop'], experimental)
}

/** Serves the app against a native stack; resolves when it ends. */
export function serveApp({ apiUrl, publishableKey }: NativeStack, signal: AbortSignal): Promise<void> {
  const vite = join(repositoryRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(process.execPath, [vite], {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: { ...process.env, VITE_SUPABASE_URL: apiUrl, VITE_SUPABASE_PUBLISHABLE_KEY: publishableKey },
  })
  signal.addEventListener('abort', () => child.kill(), { once: true })
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', () => done())
  })
}

function valueOf(output: string, name: string): string | undefined {
  return new RegExp(`^${name}="?([^"\\n]+)"?$`, 'm').exec(output)?.[1]
}

/** The CLI says what went wrong first, and how to look into it after. */
function lastSentence(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  const noise = /^(Try rerunning|WARN|Set SUPABASE_|[│▲┌└◇◆]|$)/
  return (
    lines
      .filter((line) => !noise.test(line))
      .at(-1)
      ?.replace(/\.$/, '') ?? 'it gave no reason'
  )
}

const runCli: RunCli = (args, env) => {
  const cli = join(repositoryRoot, 'node_modules', 'supabase', 'dist', 'supabase.js')
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, NO_COLOR: '1', DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', fail)
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}
