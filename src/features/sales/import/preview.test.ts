import { readFile } from '@import/read.ts'
import { describe, expect, it } from 'vitest'
import { outcomeOf, previewOf, type Outcome } from './preview'

const file = (text: string) => readFile(new TextEncoder().encode(text), 'contacts')

describe('previewOf', () => {
  it('says what would be taken, and why the rest would not', async () => {
    const read = await file('Nome;Fone\nAna;11987650001\nBia;123\n;11987650003\n')
    const preview = await previewOf(
      read,
      { kind: 'contacts', columns: ['name', 'phones'], today: '2026-12-01' },
      () => false,
    )
    expect(preview).toMatchObject({
      total: 3,
      accepted: 1,
      problems: [
        { problem: 'phone_invalid', rows: 1 },
        { problem: 'name_missing', rows: 1 },
      ],
    })
    expect(preview!.refused.map(({ row }) => row)).toEqual([2, 3])
  })

  it('counts who is there, who is new and who comes twice', async () => {
    const read = await file(
      'Nome;Fone\nAna;11987650001\nAna;11987650001\nBia;11987650002\nBia;11987650002\nCaio;11987650003\nX;123\n',
    )
    let told: Outcome | null = null
    await outcomeOf(
      read,
      { kind: 'contacts', columns: ['name', 'phones'], today: '2026-12-01' },
      5,
      (rows) =>
        Promise.resolve({
          known: { 1: 'a', 2: 'a' },
          keys: Object.fromEntries(rows.map(({ n, phones }) => [n, phones])),
          problems: [[5, 'person_unknown']],
        }),
      (part) => (told = part),
      () => false,
    )
    expect(told).toEqual({
      looked: 5,
      total: 5,
      created: 1,
      known: 1,
      repeated: 2,
      problems: [{ problem: 'person_unknown', rows: 1 }],
    })
  })

  it('stops when nobody waits for it', async () => {
    const read = await file('Nome;Fone\nAna;11987650001\n')
    expect(
      await previewOf(read, { kind: 'contacts', columns: [], today: '2026-12-01' }, () => true),
    ).toBeNull()
  })
})
