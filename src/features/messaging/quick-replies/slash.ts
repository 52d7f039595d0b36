/** What the composer fills in; `app.checked_quick_reply_body` refuses every other. */
export const VARIABLES = ['nome', 'clinica', 'atendente'] as const
export type VariableName = (typeof VARIABLES)[number]

/** Anything in double braces, with what stands in them. */
export const ANY_VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The word after "/" at the caret: from where, and what of it is typed. Null when nobody asks for a quick reply. */
export function slashAt(text: string, caret: number): { start: number; query: string } | null {
  const match = /(?:^|\s)\/([^\s/]{0,40})$/u.exec(text.slice(0, caret))
  if (!match) return null
  const query = match[1] ?? ''
  return { start: caret - query.length - 1, query }
}

/** Puts a text in the place of what was typed after "/"; the caret goes behind it. */
export function putIn(
  text: string,
  slash: { start: number },
  caret: number,
  reply: string,
): { text: string; caret: number } {
  const before = text.slice(0, slash.start) + reply
  return { text: before + text.slice(caret), caret: before.length }
}

/** The first variable that still waits for somebody to write something in its place. */
export function openVariable(text: string): { start: number; end: number } | null {
  for (const match of text.matchAll(ANY_VARIABLE)) {
    const isKnown = VARIABLES.some((known) => known === match[1])
    if (isKnown) return { start: match.index, end: match.index + match[0].length }
  }
  return null
}
