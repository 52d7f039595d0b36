import type { Deliveries } from './core/deliveries.ts'
import type { EventHub } from './core/events.ts'
import type { Faults } from './core/faults.ts'
import type { MediaLibrary } from './core/media.ts'
import type { Phones } from './core/phones.ts'
import type { Settings } from './core/settings.ts'

/** What every simulator shares. */
export interface World {
  /** Base address of this server. */
  url: string
  /** Base address of the product's functions. */
  functionsUrl: string
  settings: Settings
  faults: Faults
  hub: EventHub
  deliveries: Deliveries
  phones: Phones
  media: MediaLibrary
  /** Aborted when the simulators stop. */
  signal: AbortSignal
  /** Says that saved state changed. */
  touch(): void
  log(line: string): void
}
