import { mediaRefusals } from '@contracts/media-refusals'
import { describe, expect, it } from 'vitest'

/** Every text exists in both languages, with the same gaps to fill. */

type Texts = { [key: string]: string | Texts }

const files = import.meta.glob<Texts>('./*/*.json', { eager: true, import: 'default' })
const areas = [...new Set(Object.keys(files).map((path) => path.split('/')[2] ?? ''))].sort()

function flatten(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  )
}

const gapsOf = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .filter((gap, i, all) => all[i - 1] !== gap)

describe.each(areas)('%s', (area) => {
  const portuguese = files[`./pt-BR/${area}`]
  const english = files[`./en/${area}`]

  it('exists in both languages', () => {
    expect(portuguese).toBeDefined()
    expect(english).toBeDefined()
  })

  it('has the same texts with the same gaps', () => {
    const shape = (texts: Texts) => flatten(texts).map(([key, text]) => [key, gapsOf(text)])
    expect(shape(english ?? {})).toEqual(shape(portuguese ?? {}))
  })

  it('leaves no text empty', () => {
    for (const [key, text] of [...flatten(portuguese ?? {}), ...flatten(english ?? {})]) {
      expect(text.trim(), key).not.toBe('')
    }
  })
})

/** What the functions answer and the database keeps, and what it is called on the screen. */
it.each(['pt-BR', 'en'])('every reason why a file is refused has a sentence in %s', (locale) => {
  const texts = files[`./${locale}/media.json`]?.refused as Texts
  // `other` is for reasons that a newer server has
  expect(Object.keys(texts).sort()).toEqual([...mediaRefusals, 'other'].sort())
})
