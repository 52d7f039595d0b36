import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** A built script with what it is made of. */
export interface Chunk {
  fileName: string
  code: string
  modules: Record<string, { renderedLength: number }>
}

const PARTS = 8

/** `vite build --mode analyze` writes no files: it says which scripts weigh most, and of what each consists. */
export function weights(): Plugin {
  return {
    name: 'weights',
    apply: (_, { command, mode }) => command === 'build' && mode === 'analyze',
    config: () => ({ build: { write: false, reportCompressedSize: false } }),
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
      this.info(`\n${describeWeights(chunks)}`)
    },
  }
}

/** The scripts by their size after gzip, the heaviest first; under each the packages and folders that it consists of. */
export function describeWeights(chunks: readonly Chunk[]): string {
  const sized = chunks
    .map((chunk) => ({ chunk, size: gzipSync(chunk.code).length }))
    .sort((a, b) => b.size - a.size)
  const total = sized.reduce((sum, { size }) => sum + size, 0)
  const lines = sized.flatMap(({ chunk, size }) => [
    `${kilobytes(size)}  ${chunk.fileName}`,
    ...partsOf(chunk).map(([name, length]) => `             ${kilobytes(length)}  ${name}`),
  ])
  return [
    'Gzip size of each script; under it the size of its parts before minifying.',
    ...lines,
    `${kilobytes(total)}  in ${chunks.length} scripts`,
  ].join('\n')
}

function partsOf({ modules }: Chunk): [string, number][] {
  const sizes = new Map<string, number>()
  for (const [id, { renderedLength }] of Object.entries(modules)) {
    const name = partOf(id)
    sizes.set(name, (sizes.get(name) ?? 0) + renderedLength)
  }
  return [...sizes].sort((a, b) => b[1] - a[1]).slice(0, PARTS)
}

/** The package a module belongs to, or its folder in src. */
function partOf(id: string): string {
  const path = id.replaceAll('\\', '/').replace(/\?.*$/, '')
  const inPackage = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]
  if (inPackage) return inPackage
  return /\/(src(?:\/.+)?)\/[^/]+$/.exec(path)?.[1] ?? path
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`
}
