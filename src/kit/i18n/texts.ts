/** Files of texts by their path (`…/locales/<locale>/<area>.json`), each fetched when it is needed. */
export type TextFiles = Record<string, () => Promise<unknown>>

const files = new Map<string, () => Promise<unknown>>()

/** Makes more texts known: those of strangers' pages when the app starts, all others with the first page of a clinic. */
export function addTexts(more: TextFiles): void {
  for (const [path, load] of Object.entries(more)) files.set(path.split('/').slice(-2).join('/'), load)
}

/** What fetches the texts of an area, or nothing where nobody made it known. */
export function fileOfTexts(locale: string, area: string): (() => Promise<unknown>) | undefined {
  return files.get(`${locale}/${area}.json`)
}
