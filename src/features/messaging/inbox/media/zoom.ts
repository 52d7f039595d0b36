/** Where a picture stands in the viewer: how large, and how far it was moved. */
export interface Zoom {
  scale: number
  x: number
  y: number
}

/** As it opens: all of it, in the middle. */
export const wholePicture: Zoom = { scale: 1, x: 0, y: 0 }

const MAX_SCALE = 6

/** Larger or smaller by a factor, the point (from the middle) staying under the finger; never smaller than all of it. */
export function zoomBy(
  { scale, x, y }: Zoom,
  factor: number,
  point: { x: number; y: number } = { x: 0, y: 0 },
): Zoom {
  const next = Math.min(MAX_SCALE, Math.max(1, scale * factor))
  if (next === 1) return wholePicture
  const grown = next / scale
  return { scale: next, x: point.x - (point.x - x) * grown, y: point.y - (point.y - y) * grown }
}

/** Moved by a distance, as far as its edges: `room` is the half of the screen that it fills unzoomed. */
export function panBy(zoom: Zoom, dx: number, dy: number, room: { x: number; y: number }): Zoom {
  const most = { x: room.x * (zoom.scale - 1), y: room.y * (zoom.scale - 1) }
  const held = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value))
  return { ...zoom, x: held(zoom.x + dx, most.x), y: held(zoom.y + dy, most.y) }
}
