// npm run bench -- <name> [options]
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

const folder = new URL('.', import.meta.url).pathname
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
const [name, ...options] = process.argv.slice(2)
if (!name || !existsSync(`${folder}${name}.ts`)) {
  console.error(`Which benchmark? npm run bench -- ${names.join(' | ')}`)
  process.exit(2)
}
const child = spawn(process.execPath, ['--import', 'tsx', `${folder}${name}.ts`, ...options], {
  stdio: 'inherit',
})
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
