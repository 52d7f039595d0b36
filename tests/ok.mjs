/** `npm run ok`: the quick gate before a commit. Each line that fails names the command that repairs or repeats it. */
import { install } from '../local/install.mjs'
import { runGates, staticGates } from './runner/gates.mjs'

install()
const failed = runGates([
  ...staticGates,
  ['unit', 'npx vitest run --project unit --reporter=dot', 'npx vitest --project unit'],
  ['database', 'npx vitest run --project db --reporter=dot', 'npx vitest --project db'],
  ['functions', 'npx vitest run --project functions --reporter=dot', 'npx vitest --project functions'],
])
console.log(failed.length === 0 ? 'All is well.' : `Not ok: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
