/**
 * `npm start`: makes sure that everything is installed, then runs the embedded stack in this process.
 * Plain JavaScript without dependencies, because it runs before there are any.
 */
import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fail, install, modules, root } from './install.mjs'

process.chdir(root)
if (process.argv.includes('--reset')) await reset()
else await start()

async function start() {
  install()
  const { register } = await import(
    pathToFileURL(join(modules, 'tsx', 'dist', 'esm', 'api', 'index.mjs')).href
  )
  register()
  await import('./main.ts')
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
