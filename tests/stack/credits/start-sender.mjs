/**
 * Runs a bundled program with the machine code that its first start (`keep`) left beside it: most of what a start
 * costs is compiling. Newer versions of Node have NODE_COMPILE_CACHE for it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Script } from 'node:vm'

const [, , program, keep] = process.argv
const kept = `${program}.compiled`
const script = new Script(`(function (exports, require, module) {${readFileSync(program, 'utf8')}\n})`, {
  filename: program,
  cachedData: existsSync(kept) ? readFileSync(kept) : undefined,
})
script.runInThisContext()({}, createRequire(import.meta.url), {})
if (keep) {
  writeFileSync(kept, script.createCachedData())
  process.exit()
}
