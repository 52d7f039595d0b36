import { describe, expect, it } from 'vitest'
import { MoveLine } from './move-line'

interface Card {
  id: string
  column: string
}

/** A server that answers when it is told to. */
function aServer() {
  const asked: { column: string; answer: () => void; refuse: (error: Error) => void }[] = []
  const line = new MoveLine<Card, string>(
    (card, column) =>
      new Promise((resolve, reject) =>
        asked.push({ column, answer: () => resolve({ ...card, column }), refuse: reject }),
      ),
  )
  return { asked, line }
}

const turn = () => new Promise((done) => setTimeout(done))
const card: Card = { id: 'c', column: 'new' }

describe('MoveLine', () => {
  it('sends the moves of one card one after the other, and only the last is the end', async () => {
    const { asked, line } = aServer()
    const first = line.move(card, 'busy')
    const second = line.move({ ...card, column: 'busy' }, 'done')
    await turn()
    expect(asked.map(({ column }) => column)).toEqual(['busy'])
    asked[0]!.answer()
    expect(await first).toEqual({ known: { id: 'c', column: 'busy' }, isLast: false })
    await turn()
    asked[1]!.answer()
    expect(await second).toEqual({ known: { id: 'c', column: 'done' }, isLast: true })
  })

  it('does not let one card wait for another', async () => {
    const { asked, line } = aServer()
    void line.move(card, 'busy')
    void line.move({ id: 'd', column: 'new' }, 'busy')
    await turn()
    expect(asked).toHaveLength(2)
  })

  it('answers a refusal with the card as the server has it, also after an earlier move', async () => {
    const { asked, line } = aServer()
    const only = line.move(card, 'busy')
    await turn()
    asked[0]!.refuse(new Error('no'))
    expect(await only).toEqual({ known: card, isLast: true, error: new Error('no') })

    const first = line.move(card, 'busy')
    const second = line.move({ ...card, column: 'busy' }, 'done')
    await turn()
    asked[1]!.answer()
    await first
    await turn()
    asked[2]!.refuse(new Error('no'))
    expect((await second).known.column).toBe('busy')
  })
})
