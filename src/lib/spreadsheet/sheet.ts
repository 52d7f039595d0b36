/** A cell as a spreadsheet knows it. */
export type Cell = string | number

/** Rows of cells, the first being the heading. */
export type Sheet = readonly (readonly Cell[])[]

/** A text that a spreadsheet would run as a formula is marked as text. */
export function harmless(text: string): string {
  return /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
