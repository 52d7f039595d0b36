/**
 * No dependency with a known hole of grade high or critical, unless `npm-audit-allowed.json` says why and until when.
 * Without network, or where the registry does not answer the question, it warns and passes.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const grave = new Set(['high', 'critical'])

/**
 * What is wrong in the answer of `npm audit --json`, in sentences; null where it is no answer.
 * @param {{ vulnerabilities?: Record<string, { via: (string | { url: string, title: string, severity: string })[] }> }} report
 * @param {{ advisory: string, reason: string, until: string }[]} allowed
 * @param {string} today
 * @returns {string[] | null}
 */
export function auditFaults(report, allowed, today) {
  if (!report.vulnerabilities) return null
  const faults = new Map()
  for (const [name, { via }] of Object.entries(report.vulnerabilities)) {
    for (const hole of via) {
      if (typeof hole === 'string' || !grave.has(hole.severity)) continue
      const advisory = hole.url.split('/').at(-1) ?? ''
      const exception = allowed.find((each) => each.advisory === advisory)
      if (exception && exception.until >= today) continue
      const ended = exception ? `, allowed until ${exception.until} only` : ''
      faults.set(advisory, `${name}: ${hole.title} (${hole.severity}, ${hole.url}${ended})`)
    }
  }
  return [...faults.values()]
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const allowed = JSON.parse(readFileSync(new URL('npm-audit-allowed.json', import.meta.url), 'utf8'))
  const { stdout } = spawnSync('npm', ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=15000'], {
    encoding: 'utf8',
    timeout: 60_000,
    shell: process.platform === 'win32',
  })
  const faults = auditFaults(parsed(stdout), allowed, new Date().toISOString().slice(0, 10))
  if (faults === null) console.warn('npm audit got no answer: holes of dependencies were not looked for.')
  for (const fault of faults ?? []) console.error(fault)
  process.exit(faults?.length ? 1 : 0)
}

function parsed(text) {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return {}
  }
}
