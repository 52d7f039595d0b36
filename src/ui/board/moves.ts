/** The column beside another one in the order on screen; at an end, itself. */
export function columnBeside(keys: readonly string[], key: string, step: 1 | -1): string {
  const next = keys.indexOf(key) + step
  return keys[Math.min(Math.max(next, 0), keys.length - 1)] ?? key
}

/** How far from the edge of the board a held card begins to scroll it. */
const EDGE_PX = 56
const STEP_PX = 14

/** How far the board scrolls in one frame while a card is held at this place. */
export function edgeScroll(x: number, left: number, right: number): number {
  if (x < left + EDGE_PX) return -STEP_PX
  return x > right - EDGE_PX ? STEP_PX : 0
}
