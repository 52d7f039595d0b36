import type { ChartSeries } from './charts'

/** What fills a bar: the colour, and a drawing in it that needs no colour to be told from the others. */
export function patternOf(
  pattern: ChartSeries['pattern'],
  color: string,
  ground: string,
): string | CanvasPattern {
  if (pattern === 'plain') return color
  const size = 8
  const tile = Object.assign(document.createElement('canvas'), { width: size, height: size })
  const pen = tile.getContext('2d')
  if (!pen) return color
  pen.fillStyle = pattern === 'dots' ? ground : color
  pen.fillRect(0, 0, size, size)
  pen.fillStyle = color
  pen.strokeStyle = ground
  pen.lineWidth = 2
  if (pattern === 'dots') {
    pen.beginPath()
    pen.arc(size / 2, size / 2, 2.2, 0, Math.PI * 2)
    pen.fill()
  } else {
    line(pen, -2, size + 2, size + 2, -2)
    line(pen, -size / 2, size / 2, size / 2, -size / 2)
    line(pen, size / 2, size * 1.5, size * 1.5, size / 2)
    if (pattern === 'cross') line(pen, -2, -2, size + 2, size + 2)
  }
  return pen.createPattern(tile, 'repeat') ?? color
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath()
  pen.moveTo(x1, y1)
  pen.lineTo(x2, y2)
  pen.stroke()
}
