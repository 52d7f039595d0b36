import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../../local/config.ts'

/** The cells of each table row under a heading of a page in `docs/`, without header and rule. */
export function tableRows(page: string, heading: string): string[][] {
  const text = readFileSync(join(repositoryRoot, 'docs', page), 'utf8')
  const section = text.split(/^## /m).find((part) => part.startsWith(heading))
  if (!section) throw new Error(`docs/${page} has no section "${heading}"`)
  const rows = section.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((line) =>
    line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
}
