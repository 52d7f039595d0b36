import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answered,
  heard,
  isDue,
  joined,
  keptOwn,
  NO_DRAFT,
  parseKeptDraft,
  tookOther,
  written,
  type Draft,
  type SavedDraft,
} from './drafts'

const saved = (body: string, updatedAt: string, replyToId: string | null = null): SavedDraft => ({
  body,
  replyToId,
  updatedAt,
})
const shown = (body: string, seenAt: string): Draft => ({ ...NO_DRAFT, body, seenAt })
const type = (draft: Draft, body: string) => written(draft, { body })

describe('a draft of two devices', () => {
  it('shows what the other wrote, and is gone when it was sent there', () => {
    const begun = heard(NO_DRAFT, saved('Bom', '1'))
    expect(begun).toEqual(shown('Bom', '1'))
    expect(heard(begun, saved('Bom dia', '2'))).toEqual(shown('Bom dia', '2'))
    expect(heard(begun, null)).toEqual(NO_DRAFT)
  })

  it('keeps what is written here beside what was written there, until the person decides', () => {
    const torn = heard(type(shown('Bom', '1'), 'Boa tarde'), saved('Bom dia', '2'))
    expect(torn).toMatchObject({ body: 'Boa tarde', other: { body: 'Bom dia' } })
    expect(isDue(torn)).toBe(false)
    expect(tookOther(torn)).toEqual(shown('Bom dia', '2'))
    const own = keptOwn(torn)
    expect(own).toMatchObject({ body: 'Boa tarde', seenAt: '2', other: null })
    expect(isDue(own)).toBe(true)
  })

  it('goes on with the other text when its own is sent', () => {
    const torn = heard(type(NO_DRAFT, 'Boa tarde'), saved('Bom dia', '2'))
    expect(written(torn, { body: '', replyToId: null })).toEqual(shown('Bom dia', '2'))
  })

  it('asks nothing where one goes on from the other', () => {
    expect(heard(type(NO_DRAFT, 'Bom'), saved('Bom dia', '2'))).toEqual(shown('Bom dia', '2'))
    const longer = heard(type(shown('Bom', '1'), 'Bom dia, Ana'), saved('Bom dia', '2'))
    expect(longer).toMatchObject({ body: 'Bom dia, Ana', seenAt: '2', other: null })
    expect(isDue(longer)).toBe(true)
  })

  it('keeps what is written here when the other was sent', () => {
    expect(heard(type(shown('Bom', '1'), 'Bom dia'), null)).toMatchObject({ body: 'Bom dia', seenAt: null })
  })

  it('never loses a text that the server does not have', () => {
    const text = fc.string({ minLength: 1 }).filter((body) => body.trim() !== '')
    fc.assert(
      fc.property(text, text, (here, there) => {
        const draft = heard(type(NO_DRAFT, here), saved(there, '2'))
        const shownNow = [draft.body, draft.other?.body ?? ''].join('\n')
        expect(shownNow).toContain(here.trimEnd())
        expect(draft.body + (draft.other?.body ?? '')).toContain(there.trimEnd())
      }),
    )
  })
})

describe('the answer of the server', () => {
  it('makes it saved, unless somebody went on writing', () => {
    const sent = { body: 'Bom', replyToId: null }
    expect(answered(type(NO_DRAFT, 'Bom'), sent, saved('Bom', '1'))).toEqual(shown('Bom', '1'))
    const further = answered(type(NO_DRAFT, 'xBom'), sent, saved('Bom', '1'))
    expect(further).toMatchObject({ body: 'xBom', seenAt: '1', other: null })
    expect(isDue(further)).toBe(true)
  })

  it('ends a draft that is empty', () => {
    const sent = { body: '', replyToId: null }
    expect(answered(type(shown('Bom', '1'), ''), sent, saved('', '2'))).toEqual(NO_DRAFT)
  })

  it('brings what another device wrote before', () => {
    const sent = { body: 'Boa tarde', replyToId: null }
    const draft = answered(type(NO_DRAFT, 'Boa tarde'), sent, saved('Bom dia', '2'))
    expect(draft).toMatchObject({ body: 'Boa tarde', other: { body: 'Bom dia' } })
  })

  it('takes a quote away whose message is gone, and is content', () => {
    const sent = { body: 'Oi', replyToId: 'm1' }
    const draft = answered(written(NO_DRAFT, sent), sent, saved('Oi', '1'))
    expect(draft).toEqual(shown('Oi', '1'))
  })
})

it('drafts of two conversations become one', () => {
  expect(joined(shown('Oi', '1'), type(NO_DRAFT, 'Tudo bem?'))).toMatchObject({ body: 'Oi\nTudo bem?' })
  expect(joined(NO_DRAFT, type(NO_DRAFT, 'Oi'))).toMatchObject({ body: 'Oi', isSaved: false })
})

it.each(['', 'Oi', '{}', 'null', '{"threadKey":1,"body":"Oi"}'])('%j in storage is no draft', (json) => {
  expect(parseKeptDraft(json)).toBeNull()
})
