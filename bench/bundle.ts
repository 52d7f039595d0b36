// (f) JavaScript that a first visit loads before it can be used, compressed as a static host sends it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'

interface Chunk {
  file: string
  src?: string
  isEntry?: boolean
  imports?: string[]
}

const outDir = mkdtempSync(join(tmpdir(), 'zelo-bench-bundle-'))
try {
  await build({ build: { outDir, emptyOutDir: true, manifest: true }, logLevel: 'warn' })
  const manifest = JSON.parse(readFileSync(join(outDir, '.vite', 'manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry)
  report('sign-in', ['SignInPage.vue'], 100)
  report('inbox', ['AppLayout.vue', 'CRMConversasPage.vue'], 180)

  function report(name: string, pages: string[], goal: number): void {
    const keys = pages.map((page) => {
      const key = Object.keys(manifest).find((candidate) => candidate.endsWith(page))
      if (!key) throw new Error(`${page} is not a chunk of its own.`)
      return key
    })
    // the default language's texts of these screens load with them
    const files = filesOf([...keys, ...(entry ? [entry] : [])])
    const sum = (compress: (data: Buffer) => Buffer) =>
      [...files].reduce((total, file) => total + compress(readFileSync(join(outDir, file))).length, 0) / 1000
    console.log(
      `first load of ${name}: ${sum(gzipSync).toFixed(1)} kB gzip, ${sum(brotliCompressSync).toFixed(1)} kB brotli, ` +
        `${files.size} files (goal ≤ ${goal} kB)`,
    )
  }

  function filesOf(keys: string[], seen = new Set<string>()): Set<string> {
    for (const key of keys) {
      const chunk = manifest[key]
      if (!chunk || seen.has(chunk.file) || !chunk.file.endsWith('.js')) continue
      seen.add(chunk.file)
      filesOf(chunk.imports ?? [], seen)
    }
    return seen
  }
} finally {
  rmSync(outDir, { recursive: true, force: true })
}
