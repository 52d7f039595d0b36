/** Files of texts by their path (`…/locales/<locale>/<area>.json`), each fetched when it is needed. */
export type TextFiles = Record<string, () => Promise<unknown>>

const files = new Map<string, () => Promise<unknown>>()

/** Makes more texts known: those of strangers' pages when the app starts, all others with the first page of a clinic. */
export function addTexts(more: TextFiles): void {
  for (const [path, load] of Object.entries(more)) files.set(path.split('/').slice(-2).join('/'), load)
}

const lists = new Map<string, () => Promise<TextFiles>>()

/** Says where the list of a language's texts is: whoever reads another one does not fetch it. */
export function addTextList(locale: string, list: () => Promise<TextFiles>): void {
  lists.set(locale, list)
}

/** What fetches the texts of an area, or nothing where nobody made it known. */
export async function fileOfTexts(
  locale: string,
  area: string,
): Promise<(() => Promise<unknown>) | undefined> {
  const path = `${locale}/${area}.json`
  const list = files.has(path) ? undefined : lists.get(locale)
  if (list) addTexts(await list())
  return files.get(path)
}
