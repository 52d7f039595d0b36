import { describe, expect, it } from 'vitest'
import { aMessage } from '../fixtures'
import { boxOf, isLeafed, mediaView, saveName } from './media-view'

const image = (media: object) => aMessage({ kind: 'image', media })
/** A moment after the message of the fixtures came. */
const soon = Date.parse('2026-11-22T12:01:00Z')
const ready = { state: 'ready' as const, path: 't/2026/11/a.jpg', shown_as: 'image' as const }

describe('mediaView', () => {
  it('goes from a placeholder to the file', () => {
    expect(mediaView(image({ state: 'remote' }), soon)).toEqual({ state: 'coming', shownAs: 'image' })
    expect(mediaView(image(ready))).toEqual({ state: 'ready', shownAs: 'image', path: ready.path })
  })
  it('fetches what is of before the connection when somebody looks, small things by themselves', () => {
    expect(mediaView(image({ state: 'later' }))).toEqual({ state: 'later', shownAs: 'image', isSmall: true })
    expect(mediaView(aMessage({ kind: 'video', media: { state: 'later' } }))).toMatchObject({
      isSmall: false,
    })
    const asked = { state: 'remote' as const, asked_at: new Date(soon + 3_600_000).toISOString() }
    expect(mediaView(image(asked), soon + 3_600_000)).toMatchObject({ state: 'coming' })
  })
  it('shows what the content is, whatever the message calls it', () =>
    expect(mediaView(image({ ...ready, shown_as: 'document' }))).toMatchObject({ shownAs: 'document' }))
  it('says why a file is missing, and offers another attempt where one can help', () => {
    expect(mediaView(image({ state: 'refused', reason: 'corrupt' }))).toMatchObject({
      text: 'media.refused.corrupt',
      canRetry: false,
    })
    expect(mediaView(image({ state: 'refused', reason: 'new_reason' }))).toMatchObject({
      text: 'media.refused.other',
    })
    for (const state of ['expired', 'failed'])
      expect(mediaView(image({ state }))).toMatchObject({ text: `media.${state}`, canRetry: true })
  })
  it('offers to ask again for a file that takes long, or whose message is older than the jobs that fetch', () =>
    expect(mediaView(image({ state: 'remote' }), soon + 3_600_000)).toMatchObject({
      text: 'media.slow',
      canRetry: true,
    }))
  it('only names a file that nobody keeps', () => {
    expect(mediaView(image({}))).toBeNull()
    expect(mediaView(image({ state: 'deleted' }))).toBeNull()
    expect(mediaView(aMessage({ kind: 'image', media: null }))).toBeNull()
  })
  it('tells a voice from another sound before it is here', () => {
    const sound = (media: object) =>
      mediaView(aMessage({ kind: 'audio', media: { state: 'remote', ...media } }), soon)
    expect(sound({ voice: true })).toMatchObject({ shownAs: 'voice' })
    expect(sound({})).toMatchObject({ shownAs: 'audio' })
  })
})

it('leafs through pictures and videos that are there', () => {
  expect(isLeafed(image(ready))).toBe(true)
  expect(isLeafed(image({ ...ready, shown_as: 'voice' }))).toBe(false)
  expect(isLeafed(image({ state: 'remote' }))).toBe(false)
  expect(isLeafed({ ...image(ready), deleted_at: '2026-11-22T12:00:00Z' })).toBe(false)
})

it('knows the box of a picture before it comes', () => {
  expect(boxOf({ width: 4000, height: 3000 })).toEqual({ width: 18, height: 13.5 })
  expect(boxOf({ width: 10, height: 10_000 })).toEqual({ width: 6, height: 20 })
  expect(boxOf(null)).toEqual({ width: 15, height: 15 })
})

it('saves a file without a name under its moment, with the ending of its content', () => {
  expect(saveName(image({ ...ready, file_name: 'Laudo.pdf' }))).toBe('Laudo.pdf')
  expect(saveName(image(ready))).toBe('WhatsApp 2026-11-22 12.00.00.jpg')
})
