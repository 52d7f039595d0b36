/** How fast the simulated world moves. Tests shorten it, the page leaves it alone. */
export interface Settings {
  /** Patients read at once, instead of when `/control/read` says so. */
  autoRead: boolean
  /** Pause before each status of a sent message. */
  statusDelayMs: number
  /** Factor on every webhook retry delay; 1 is what the provider documents. */
  retryScale: number
  /** How often an unscanned QR code is replaced. */
  qrRefreshMs: number
}

export const defaultSettings: Readonly<Settings> = {
  autoRead: false,
  statusDelayMs: 120,
  retryScale: 1,
  qrRefreshMs: 45_000,
}
