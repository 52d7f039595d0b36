import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

const interval = 700

/**
 * Calls back once after source files of a folder changed and stayed quiet for a moment. Looks at the times of the
 * files: Node's recursive watcher throws past its listeners when a file disappears while it is being added.
 */
export function watchFolder(folder: string, onChange: () => void): { stop(): void } {
  let known: string | undefined
  let changed = false
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    const now = await stateOf(folder).catch(() => known)
    looking = false
    if (known !== undefined && now !== known) changed = true
    else if (changed) {
      changed = false
      onChange()
    }
    known = now
  }
  void look()
  const timer = setInterval(() => void look(), interval)
  return { stop: () => clearInterval(timer) }
}

async function stateOf(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true })
  const sources = names.filter((name) => /\.(ts|json)$/.test(name) && !name.endsWith('.test.ts')).sort()
  const times = await Promise.all(
    sources.map(async (name) => `${name}:${(await stat(join(folder, name))).mtimeMs}`),
  )
  return times.join('\n')
}
