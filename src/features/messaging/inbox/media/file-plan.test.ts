import { describe, expect, it } from 'vitest'
import { partsOf, planFile, shortName, shrunkSize, typeOf, type MediaAbilities } from './file-plan'

const MB = 1024 * 1024
const abilities: MediaAbilities = {
  image: { mime_types: ['image/jpeg', 'image/png'], max_bytes: 5 * MB, takes_caption: true },
  video: { mime_types: ['video/mp4'], max_bytes: 16 * MB, takes_caption: true },
  audio: { mime_types: ['audio/mpeg', 'audio/mp4'], max_bytes: 16 * MB, takes_caption: false },
  document: {
    mime_types: ['application/pdf', 'text/csv', 'video/mp4', 'image/gif'],
    max_bytes: 50 * MB,
    takes_caption: true,
  },
}
const file = (name: string, type: string, size = 1_000) => ({ name, type, size })

describe('planFile', () => {
  it.each([
    ['a small photo as it is', file('a.jpg', 'image/jpeg'), { kind: 'image', shrinks: false, problem: null }],
    [
      'a large photo smaller',
      file('a.jpg', 'image/jpeg', 12 * MB),
      { kind: 'image', shrinks: true, problem: null },
    ],
    ['a picture of another type drawn anew', file('a.webp', 'image/webp'), { kind: 'image', shrinks: true }],
    [
      'a GIF as a document: it keeps moving',
      file('a.gif', 'image/gif'),
      { kind: 'document', shrinks: false },
    ],
    [
      'an iPhone’s film as an MP4',
      file('IMG_1.MOV', 'video/quicktime', 40 * MB),
      { kind: 'video', becomes: 'mp4', problem: null },
    ],
    ['a film without a type by its ending', file('a.mov', ''), { kind: 'video', becomes: 'mp4' }],
    ['a video', file('a.mp4', 'video/mp4', 10 * MB), { kind: 'video', problem: null }],
    ['a long video as a document', file('a.mp4', 'video/mp4', 20 * MB), { kind: 'document', problem: null }],
    ['a song', file('a.m4a', 'audio/x-m4a'), { kind: 'audio', mimeType: 'audio/mp4', problem: null }],
    [
      'a CSV that Windows calls Excel',
      file('a.csv', 'application/vnd.ms-excel'),
      { kind: 'document', mimeType: 'text/csv' },
    ],
    ['what has no name, for the server to look at', file('x', ''), { kind: 'document', problem: null }],
  ])('sends %s', (_, chosen, plan) => expect(planFile(chosen, abilities)).toMatchObject(plan))

  it.each([
    ['an empty file', file('a.pdf', 'application/pdf', 0), { problem: 'empty' }],
    ['a program in a picture', file('a.svg', 'image/svg+xml'), { problem: 'type' }],
    ['what no channel takes', file('a.zip', 'application/zip'), { problem: 'type' }],
    [
      'a document over the limit, naming it',
      file('a.pdf', 'application/pdf', 60 * MB),
      { problem: 'too_large', maxBytes: 50 * MB },
    ],
  ])('says before sending that it refuses %s', (_, chosen, plan) =>
    expect(planFile(chosen, abilities)).toMatchObject(plan),
  )

  it('sends a photo untouched as a document only where the channel takes that', () => {
    expect(planFile(file('a.gif', 'image/gif'), abilities, true)).toMatchObject({
      kind: 'document',
      problem: null,
    })
    expect(planFile(file('a.jpg', 'image/jpeg'), abilities, true)).toMatchObject({ problem: 'type' })
  })
  it('sends a GIF as a still picture where it cannot go as a document', () => {
    const { document: _, ...pictures } = abilities
    expect(planFile(file('a.gif', 'image/gif'), pictures)).toMatchObject({
      kind: 'image',
      shrinks: true,
      becomes: 'still',
      problem: null,
    })
  })

  it('refuses a film that no browser holds, and one where only documents are sent that it is none of', () => {
    expect(planFile(file('a.mov', 'video/quicktime', 400 * MB), abilities)).toMatchObject({
      problem: 'too_large',
      maxBytes: 300 * MB,
    })
    expect(planFile(file('a.mov', 'video/quicktime'), abilities, true)).toMatchObject({ problem: 'type' })
  })

  it('refuses all where the channel takes none', () =>
    expect(planFile(file('a.jpg', 'image/jpeg'), {})).toMatchObject({ problem: 'type' }))
})

describe('typeOf', () => {
  it.each([
    ['a.JPG', '', 'image/jpeg'],
    ['a.mp3', 'audio/mp3', 'audio/mpeg'],
    ['a.ogg', 'audio/ogg; codecs=opus', 'audio/ogg'],
    ['a.xyz', '', 'application/octet-stream'],
  ])('%s %s → %s', (name, type, expected) => expect(typeOf({ name, type })).toBe(expected))
})

describe('shrunkSize', () => {
  it('fits the longest side and keeps the shape', () => {
    expect(shrunkSize(4000, 3000)).toEqual({ width: 1920, height: 1440 })
    expect(shrunkSize(3000, 4000, 1280)).toEqual({ width: 960, height: 1280 })
  })
  it('never makes a picture larger, nor a line vanish', () => {
    expect(shrunkSize(300, 200)).toEqual({ width: 300, height: 200 })
    expect(shrunkSize(100_000, 1)).toEqual({ width: 1920, height: 1 })
  })
})

describe('partsOf', () => {
  const image = { uploadId: 'u1', kind: 'image' as const, mimeType: 'image/jpeg', name: 'a.jpg', bytes: 1 }
  const song = { ...image, uploadId: 'u2', kind: 'audio' as const }
  it('puts the text beside the first file, the order kept', () =>
    expect(partsOf([image, song], 'olha', abilities)).toEqual([
      { body: 'olha', file: image },
      { body: '', file: song },
    ]))
  it('sends the text by itself where the file takes none', () =>
    expect(partsOf([song, image], 'olha', abilities)).toEqual([
      { body: '', file: song },
      { body: '', file: image },
      { body: 'olha' },
    ]))
  it('adds nothing without a text', () =>
    expect(partsOf([image], '', abilities)).toEqual([{ body: '', file: image }]))
})

describe('shortName', () => {
  it('keeps the ending, and characters whole', () => {
    expect(shortName('laudo.pdf')).toBe('laudo.pdf')
    const short = shortName(`${'😀'.repeat(300)}.pdf`)
    expect([...short]).toHaveLength(200)
    expect(short.endsWith('😀.pdf')).toBe(true)
  })
})
