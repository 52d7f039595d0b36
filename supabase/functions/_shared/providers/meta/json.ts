/** A text of JSON, or a number too long for JavaScript outside of one. */
const textOrLongNumber = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g

/** Parses JSON; integers that JavaScript would round (ids of templates, applications, stickers) become texts. */
export function parseMetaJson(text: string): unknown {
  return JSON.parse(text.replace(textOrLongNumber, (found) => (found.startsWith('"') ? found : `"${found}"`)))
}
