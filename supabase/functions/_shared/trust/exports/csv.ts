import type { Json, JsonObject } from '../../platform/json.ts'

/** Rows as CSV that Excel opens: a text that it would take for a formula begins with an apostrophe. */
export function csvOf(columns: readonly string[], rows: readonly JsonObject[], headings = columns): string {
  const lines = rows.map((row) => columns.map((column) => csvCell(row[column])).join(';'))
  return `\uFEFF${[headings.map(csvCell).join(';'), ...lines].join('\r\n')}\r\n`
}

function csvCell(value: Json | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // what went out is an amount, and no formula
  const isAmount = /^-\d+(?:,\d+)?$/.test(text)
  const harmless = /^\s*[=+\-@\t\r]/.test(text) && !isAmount ? `'${text}` : text
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
