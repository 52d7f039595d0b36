import { watch } from 'node:fs'

/** Calls back once after files of a folder changed and stayed quiet for a moment. */
export function watchFolder(folder: string, onChange: () => void): { stop(): void } {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, { recursive: true }, (_event, file) => {
    if (!file || !/\.(ts|json)$/.test(file) || file.endsWith('.test.ts')) return
    clearTimeout(timer)
    timer = setTimeout(onChange, 200)
  })
  watcher.on('error', () => watcher.close())
  return {
    stop() {
      clearTimeout(timer)
      watcher.close()
    },
  }
}
