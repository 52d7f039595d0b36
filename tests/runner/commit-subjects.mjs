/** Subjects of commits since the rule began fit into 72 characters; where there is no history, there is nothing to check. */
import { spawnSync } from 'node:child_process'

const { status, stdout } = spawnSync(
  'git',
  ['log', '--no-merges', '--since=2026-11-28T07:00:00Z', '--format=%h %s'],
  {
    encoding: 'utf8',
  },
)
const long =
  status === 0 ? stdout.split('\n').filter((line) => line.slice(line.indexOf(' ') + 1).length > 72) : []
for (const line of long) console.error(`longer than 72 characters: ${line}`)
process.exit(long.length === 0 ? 0 : 1)
