import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'

/** What somebody opens first, the pages that it consists of, and how much JavaScript it may load, in kB after gzip. */
const firstLoads = [
  { name: 'sign-in', pages: ['SignInPage.vue'], limit: 100 },
  { name: 'inbox', pages: ['AppLayout.vue', 'CRMConversasPage.vue'], limit: 185 },
] as const

/** A first load as it is: kB after gzip and brotli, and its scripts. */
export interface FirstLoad {
  name: string
  limit: number
  gzip: number
  brotli: number
  files: string[]
}

/** Builds the app in memory and measures what each first load fetches before it can be used. */
export async function measureFirstLoads(): Promise<FirstLoad[]> {
  const built = await build({ build: { write: false }, logLevel: 'error' })
  const [result] = Array.isArray(built) ? built : [built]
  if (!result || !('output' in result)) throw new Error('The build was to run once.')
  const chunks = new Map(
    result.output.flatMap((output) => (output.type === 'chunk' ? [[output.fileName, output] as const] : [])),
  )
  return firstLoads.map(({ name, pages, limit }) => {
    const files = [...withImports(chunks, [entryOf(chunks), ...pages.map((page) => chunkOf(chunks, page))])]
    const size = (compress: (data: string) => Buffer) =>
      files.reduce((sum, file) => sum + compress(chunks.get(file)?.code ?? '').length, 0) / 1000
    return { name, limit, gzip: size(gzipSync), brotli: size(brotliCompressSync), files }
  })
}

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>

function entryOf(chunks: Chunks): string {
  const entry = [...chunks.values()].find(({ isEntry }) => isEntry)
  if (!entry) throw new Error('The build has no entry.')
  return entry.fileName
}

function chunkOf(chunks: Chunks, page: string): string {
  const chunk = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${page}`))
  if (!chunk) throw new Error(`${page} is not a chunk of its own.`)
  return chunk.fileName
}

function withImports(chunks: Chunks, files: readonly string[], seen = new Set<string>()): Set<string> {
  for (const file of files) {
    const chunk = chunks.get(file)
    if (!chunk || seen.has(file)) continue
    seen.add(file)
    withImports(chunks, chunk.imports, seen)
  }
  return seen
}
