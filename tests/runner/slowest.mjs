import { relative } from 'node:path'
import { root } from '../../local/install.mjs'

const shown = 12

/** Where the time of a suite went: its slowest files, how many tests each has, and the slowest test of each. */
export function slowestFiles(report) {
  const files = (report?.testResults ?? []).map((file) => {
    const tests = [...file.assertionResults].sort((a, b) => (b.duration ?? 0) - (a.duration ?? 0))
    return {
      name: relative(root, file.name),
      milliseconds: file.endTime - file.startTime,
      tests: tests.length,
      slowest: tests[0],
    }
  })
  return files.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, shown)
}

/** The lines that say so. */
export function slowestTable(files) {
  if (files.length === 0) return []
  const seconds = (milliseconds) => `${((milliseconds ?? 0) / 1000).toFixed(1)} s`.padStart(8)
  const width = Math.max(...files.map(({ name }) => name.length))
  return [
    'slowest files:',
    ...files.map(
      ({ name, milliseconds, tests, slowest }) =>
        `${seconds(milliseconds)}  ${name.padEnd(width)}  ${String(tests).padStart(3)} tests` +
        (slowest ? `, longest ${seconds(slowest.duration).trim()}: ${slowest.title}` : ''),
    ),
  ]
}
