/** How a move ended. */
export interface MoveOutcome<Card> {
  /** The card as the server last said it is. */
  known: Card
  /** Nobody moved the same card after it. */
  isLast: boolean
  error?: unknown
}

interface Line<Card> {
  tail: Promise<unknown>
  waiting: number
  known: Card
}

/** Moves of one card reach the server one after the other, so that the last one wins there as it does on the screen. */
export class MoveLine<Card extends { id: string }, Column> {
  private readonly lines = new Map<string, Line<Card>>()

  constructor(private readonly send: (card: Card, column: Column) => Promise<Card>) {}

  /** Resolves when the server took or refused the move. */
  async move(card: Card, column: Column): Promise<MoveOutcome<Card>> {
    const line = this.lines.get(card.id) ?? { tail: Promise.resolve(), waiting: 0, known: card }
    this.lines.set(card.id, line)
    line.waiting += 1
    const sending = line.tail.then(() => this.send(card, column))
    line.tail = sending.catch(() => undefined)
    let failure: { error: unknown } | undefined
    try {
      line.known = await sending
    } catch (error) {
      failure = { error }
    }
    line.waiting -= 1
    const isLast = line.waiting === 0
    if (isLast) this.lines.delete(card.id)
    return { known: line.known, isLast, ...failure }
  }
}
