/**
 * Serves every edge function from one Deno process, as the hosted platform's gateway and runtime do together:
 * `/functions/v1/<name>/…` reaches the default export of `supabase/functions/<name>/index.ts` as `/<name>/…`.
 */
import process from 'node:process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

type Fetch = (request: Request) => Response | Promise<Response>

interface FunctionModule {
  default?: { fetch?: Fetch }
}

/** The part of Deno's API that this file uses; the repository's types are Node's. */
interface DenoRuntime {
  ppid: number
  args: string[]
  serve(
    options: { port: number; hostname: string; onListen(): void },
    handler: Fetch,
  ): { finished: Promise<void> }
}

const deno = (globalThis as unknown as { Deno: DenoRuntime }).Deno
const [folder = '', port = '0'] = deno.args
const prefix = '/functions/v1'
const names = readdirSync(folder).filter(
  (name) => !/^[._]/.test(name) && statSync(join(folder, name)).isDirectory(),
)
const functions = new Map<string, Fetch>()

await Promise.all(names.map(load))

deno.serve({ port: Number(port), hostname: '127.0.0.1', onListen: () => {} }, (request) => {
  const start = request.url.indexOf('/', 8)
  const named = request.url.startsWith(prefix, start) ? start + prefix.length : start
  const name = /^\/([^/?#]*)/.exec(request.url.slice(named))?.[1] ?? ''
  const handler = functions.get(name)
  if (!handler) return failure(404, 'NOT_FOUND', 'Requested function was not found')
  return handler(
    named === start ? request : new Request(request.url.slice(0, start) + request.url.slice(named), request),
  )
})

const supervisor = deno.ppid
setInterval(() => deno.ppid !== supervisor && process.exit(0), 1000)

async function load(name: string): Promise<void> {
  try {
    const module = (await import(pathToFileURL(join(folder, name, 'index.ts')).href)) as FunctionModule
    const handler = module.default?.fetch
    if (!handler) throw new Error('index.ts has no default export with a fetch function')
    functions.set(name, handler)
  } catch (error) {
    console.error(`function ${name} did not boot:`, error)
    functions.set(name, () => failure(503, 'BOOT_ERROR', 'Function failed to start (please check logs)'))
  }
}

function failure(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status, headers: { 'sb-error-code': code } })
}
