/** `npm run ok`: the quick gate before a commit. Each line that fails names the command that repairs or repeats it. */
import { install } from '../local/install.mjs'
import { runGates, staticGates } from './runner/gates.mjs'

install()
const failed = await runGates(staticGates)
const suites = 'npx vitest run --project unit --project db --project functions --reporter=dot'
failed.push(...(await runGates([['unit, database, functions', suites, 'npx vitest --project <name>']])))
console.log(failed.length === 0 ? 'All is well.' : `Not ok: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
