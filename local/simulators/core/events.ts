/** Something the page and the tests may want to see the moment it happens. */
export type SimulatorEvent =
  | { type: 'message'; provider: string; account: string; phone: string; id: string }
  | { type: 'presence'; account: string; phone: string; state: string }
  | { type: 'connection'; instance: string; state: string }
  | { type: 'mail'; id: string }
  | { type: 'payment'; id: string; status: string }
  | { type: 'webhook'; url: string; status: number | null; error?: string }
  | { type: 'reset' }

type Listener = (event: SimulatorEvent) => void

/** In-process fan-out of simulator events. */
export class EventHub {
  readonly #listeners = new Set<Listener>()

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  publish(event: SimulatorEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
