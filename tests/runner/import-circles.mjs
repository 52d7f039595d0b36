/**
 * Gate: no file imports itself through others. A circle makes the order of loading a matter of luck and means that
 * neither file can be read, tested or moved alone. Imports of types alone are erased, and do not count.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { root } from '../../local/install.mjs'

const folders = ['src', 'supabase/functions', 'local', 'tests', 'bench']
const source = /\.(ts|mjs|js|vue)$/

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(root, folder, name))
    .filter((path) => source.test(path) && !path.includes('node_modules')),
)
const graph = new Map(files.map((file) => [file, importsOf(file)]))
const circles = findCircles(graph)
for (const circle of circles) console.error(circle.map((file) => relative(root, file)).join('\n  → '))
process.exit(circles.length === 0 ? 0 : 1)

/** Files that must be loaded before this one is run; a lazy `import()` waits until both are. */
function importsOf(file) {
  const text = readFileSync(file, 'utf8')
  const script = file.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text
  const found = []
  for (const statement of ts.createSourceFile(file, script, ts.ScriptTarget.Latest).statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue
    if (!statement.moduleSpecifier || isTypeOnly(statement)) continue
    const path = resolveImport(file, statement.moduleSpecifier.text)
    if (path) found.push(path)
  }
  return found
}

function isTypeOnly(statement) {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly
  const clause = statement.importClause
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const named = clause.namedBindings
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  )
}

function resolveImport(file, specifier) {
  const base = specifier.startsWith('@/')
    ? join(root, 'src', specifier.slice(2))
    : specifier.startsWith('.')
      ? resolve(dirname(file), specifier)
      : undefined
  if (!base) return undefined
  const candidates = [base, `${base}.ts`, `${base}.vue`, join(base, 'index.ts')]
  return candidates.find((path) => existsSync(path) && statSync(path).isFile())
}

/** One circle for each file that a walk meets again on its own way. */
function findCircles(all) {
  const done = new Set()
  const way = []
  const found = []
  const walk = (file) => {
    const met = way.indexOf(file)
    if (met >= 0) return void found.push([...way.slice(met), file])
    if (done.has(file)) return
    way.push(file)
    for (const next of all.get(file) ?? []) walk(next)
    way.pop()
    done.add(file)
  }
  for (const file of all.keys()) walk(file)
  return found
}
