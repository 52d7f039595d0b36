import { expect, it } from 'vitest'
import { drawable, drawRecord } from './pdf'
import type { DocNode, RecordCopy, RecordEntry } from './types'

const doc = (...lines: string[]): DocNode => ({
  type: 'doc',
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})
const entry = (changes: Partial<RecordEntry> = {}): RecordEntry => ({
  id: 'e',
  patient_id: 'p',
  session_id: null,
  kind: 'progress_note',
  title: null,
  occurred_on: '2026-03-01',
  content: doc('Chegou bem.'),
  addendum_to: null,
  author_id: 'a',
  author_name: 'Helena',
  version: 1,
  signed_at: '2026-03-01T15:00:00Z',
  signer_name: 'Helena',
  signer_council: 'CRP 06/123456',
  content_hash: 'x',
  countersigner_id: null,
  countersigner_name: null,
  countersigned_at: null,
  countersigned_name: null,
  countersigned_council: null,
  created_at: '2026-03-01T15:00:00Z',
  updated_at: '2026-03-01T15:00:00Z',
  is_mine: true,
  awaits_me: false,
  addenda: [],
  ...changes,
})
const record = (entries: RecordEntry[]): RecordCopy => ({
  clinic: 'Clínica Aurora',
  patient: { name: 'Ana Lima', full_name: 'Ana Lima', birth_date: '1990-01-02', cpf: '52998224725' },
  team: [{ name: 'Helena', council: null, since: '2026-01-01T00:00:00Z', ended_at: null }],
  entries,
  drafts: 1,
  summary: {
    access: 'treats',
    entries: 2,
    last_on: '2026-03-01',
    kept_until: '2046-03-01',
    keep_years: 20,
    may_break_glass: false,
    break_glass_minutes: 60,
    open_until: null,
    assistant: null,
  },
  private_folder: 'withheld',
  hash: 'f'.repeat(64),
  copied_by: 'Helena',
  copied_at: '2026-03-02T15:00:00Z',
})
const options = { t: (key: string) => key, locale: 'pt-BR', timeZone: 'America/Sao_Paulo' }
const textIn = async (blob: Blob) => Buffer.from(await blob.arrayBuffer()).toString('latin1')

it('holds every entry with its addenda and signatures, and names the private folder', async () => {
  const pdf = await textIn(
    await drawRecord(record([entry({ addenda: [entry({ id: 'b', content: doc('Era terça.') })] })]), options),
  )
  for (const said of [
    'Chegou bem.',
    'Era ter',
    'record.signedBy',
    'record.pdf.privateTitle',
    'record.pdf.signature',
    '529.982.247-25',
  ])
    expect(pdf).toContain(said)
})

it('goes on over pages', async () => {
  const long = doc(...Array.from({ length: 200 }, (_, n) => `Linha ${n}`))
  const pdf = await textIn(await drawRecord(record([entry({ content: long })]), options))
  expect(pdf.match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(3)
})

it('draws what its fonts have', () => {
  expect(drawable('Ação “boa” — 10 € 😀')).toBe('Ação “boa” — 10 € ?')
})
