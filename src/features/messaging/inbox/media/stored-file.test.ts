import { describe, expect, it } from 'vitest'
import type { MediaAbilities } from './file-plan'
import { outboxFileOf, planStored, type StoredFile } from './stored-file'

const abilities: MediaAbilities = {
  image: { mime_types: ['image/jpeg'], max_bytes: 100, takes_caption: true },
  document: { mime_types: ['application/pdf', 'image/jpeg'], max_bytes: 1_000, takes_caption: false },
}
const file = (more: Partial<StoredFile> = {}): StoredFile => ({
  storedId: 'f1',
  path: 't/2026/11/f1.jpg',
  kind: 'image',
  name: 'fachada.jpg',
  type: 'image/jpeg',
  size: 80,
  ...more,
})

describe('a file that the clinic keeps', () => {
  it.each([
    [{}, { kind: 'image', problem: null }],
    [{ size: 500 }, { kind: 'document', problem: null }],
    [{ size: 5_000 }, { problem: 'too_large', maxBytes: 1_000 }],
    [{ kind: 'audio' as const, type: 'audio/mp4' }, { problem: 'type' }],
    [
      { kind: 'document' as const, type: 'application/pdf' },
      { kind: 'document', problem: null },
    ],
  ])('%o leaves as %o', (more, expected) => expect(planStored(file(more), abilities)).toMatchObject(expected))

  it('is sent from where it lies', () => {
    expect(outboxFileOf(file({ width: 4, height: 3 }), planStored(file(), abilities))).toEqual({
      uploadId: 'f1',
      storedPath: 't/2026/11/f1.jpg',
      kind: 'image',
      mimeType: 'image/jpeg',
      name: 'fachada.jpg',
      bytes: 80,
      width: 4,
      height: 3,
    })
  })
})
