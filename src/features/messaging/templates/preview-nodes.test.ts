import { describe, expect, it } from 'vitest'
import { previewNodes } from './preview-nodes'
import { splitGaps, withGaps } from './rules'

describe('previewNodes', () => {
  it('keeps the gap of an address where it can be drawn', () => {
    const { text, gaps } = withGaps('*Entre*: https://clinica.test/{{1}}', {})
    const nodes = previewNodes(text, true)
    expect(nodes[0]).toMatchObject({ type: 'bold' })
    expect(nodes.slice(1).every(({ type }) => type === 'text')).toBe(true)
    const pieces = nodes.flatMap((node) => (node.type === 'text' ? splitGaps(node.text, gaps) : []))
    expect(pieces.at(-1)).toEqual({ gap: '1' })
  })
  it('finds addresses inside of what is emphasised', () => {
    const [bold] = previewNodes('*veja https://clinica.test/a*', true)
    expect(JSON.stringify(bold)).not.toContain('link')
  })
  it('leaves a button as it is written', () => {
    expect(previewNodes('*Ver* https://clinica.test', false)).toEqual([
      { type: 'text', text: '*Ver* https://clinica.test' },
    ])
  })
})
