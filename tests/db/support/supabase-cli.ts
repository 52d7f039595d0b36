import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../../../local/config.ts'

const execute = promisify(execFile)
const cli = join(repositoryRoot, 'node_modules', 'supabase', 'dist', 'supabase.js')

/** Runs the real `supabase` CLI against a database and answers what it printed. */
export async function supabase(url: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [cli, ...args, `--remote=${url}`], {
    cwd: repositoryRoot,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1', CI: '1' },
  })
  return stdout
}
