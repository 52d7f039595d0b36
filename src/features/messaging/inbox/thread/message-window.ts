/** Which slice of a long conversation is in the document, counted from the newest message. */
export interface MessageWindow {
  /** Newer messages left out below. */
  skip: number
  /** Messages shown. */
  size: number
}

/** Messages shown at first, and how far one step moves. */
const WINDOW_STEP = 60
/** At most this many messages are in the document at once. */
export const WINDOW_LIMIT = 240

export const LATEST: MessageWindow = { skip: 0, size: WINDOW_STEP }

/** Shows older messages; beyond the limit the newest leave the document. Unchanged at the beginning. */
export function showOlder(window: MessageWindow, total: number): MessageWindow {
  const older = total - window.skip - window.size
  if (older <= 0) return window
  const size = window.size + Math.min(WINDOW_STEP, older)
  const surplus = Math.max(0, size - WINDOW_LIMIT)
  return { skip: window.skip + surplus, size: size - surplus }
}

/** Shows newer messages again; beyond the limit the oldest leave the document. Unchanged at the end. */
export function showNewer(window: MessageWindow): MessageWindow {
  const step = Math.min(WINDOW_STEP, window.skip)
  if (step === 0) return window
  return { skip: window.skip - step, size: Math.min(window.size + step, WINDOW_LIMIT) }
}

/**
 * The window after `added` newer messages arrived. At the end it moves along with them; a reader further up keeps the
 * messages that are shown, and as many of the new ones as the limit allows.
 */
export function follow(window: MessageWindow, added: number, atEnd: boolean): MessageWindow {
  if (added === 0 || atEnd) return window
  if (window.skip > 0) return { ...window, skip: window.skip + added }
  const surplus = Math.max(0, window.size + added - WINDOW_LIMIT)
  return { skip: surplus, size: window.size + added - surplus }
}

/** A window that holds the message at `index` (oldest first) with some context around it. */
export function showAround(window: MessageWindow, index: number, total: number): MessageWindow {
  const fromNewest = total - 1 - index
  if (fromNewest >= window.skip && fromNewest < window.skip + window.size) return window
  return { skip: Math.max(0, fromNewest - WINDOW_STEP / 2), size: WINDOW_STEP }
}

/** The slice of messages (oldest first) that the window shows. */
export function visible<T>(messages: T[], window: MessageWindow): T[] {
  const end = messages.length - window.skip
  return messages.slice(Math.max(0, end - window.size), Math.max(0, end))
}
