import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { phoneForms } from '../support/phone-forms.ts'

const db = await createDatabase({ cast: false })

/** Both normalisers over many inputs in one query. */
async function normalised(
  kind: 'canonical_phone' | 'normalize_phone',
  inputs: string[],
): Promise<(string | null)[]> {
  const rows = await db.asPostgres(
    (sql) => sql<{ phone: string | null }[]>`
      select ${sql.unsafe(`app.${kind}(i)`)} as phone from unnest(${inputs}::text[]) with ordinality u (i, n) order by n`,
  )
  return rows.map((row) => row.phone)
}

/** Those that exist, written as Anatel lists them. */
const areaCode = fc.constantFrom(
  ...'11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55'.split(
    ' ',
  ),
  ...'61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99'.split(
    ' ',
  ),
)
const sevenDigits = fc.integer({ min: 0, max: 9_999_999 }).map((n) => String(n).padStart(7, '0'))
const mobile = fc.record({ area: areaCode, first: fc.integer({ min: 6, max: 9 }), rest: sevenDigits })

describe('canonical_phone', () => {
  it('gives a Brazilian mobile one form, with and without its ninth digit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mobile, { minLength: 1, maxLength: 50 }), async (phones) => {
        const short = phones.map(({ area, first, rest }) => `+55${area}${first}${rest}`)
        const long = phones.map(({ area, first, rest }) => `+55${area}9${first}${rest}`)
        expect(await normalised('canonical_phone', short)).toEqual(long)
        expect(await normalised('canonical_phone', long)).toEqual(long)
      }),
      { numRuns: 20 },
    )
  })

  it('leaves every other number as it is, and never changes its own answer', async () => {
    const digits = fc.bigInt({ min: 10_000_000n, max: 999_999_999_999_999n }).map(String)
    await fc.assert(
      fc.asyncProperty(fc.array(digits, { minLength: 1, maxLength: 100 }), async (numbers) => {
        const once = await normalised('canonical_phone', numbers)
        expect(await normalised('canonical_phone', once.map(String))).toEqual(once)
        numbers.forEach((number, n) => {
          if (!/^(55[1-9]{2}[6-9]\d{7}|550+[1-9]\d{9,10}|521\d{10}|549\d{10})$/.test(number))
            expect(once[n]).toBe(`+${number}`)
        })
      }),
      { numRuns: 20 },
    )
  })

  it.each([
    ['+55 (11) 98765-4321', '+5511987654321'],
    ['551133334444', '+551133334444'],
    ['+1 415 523 8886', '+14155238886'],
    ['5215500000107', '+525500000107'],
    ['5491100000107', '+541100000107'],
    ['+55 011 98765-4321', '+5511987654321'],
    ['01234567890', null],
    ['1234567', null],
    ['1234567890123456', null],
    ['status@broadcast', null],
    ['', null],
  ])('reads %j as %j', async (input, expected) => {
    expect(await normalised('canonical_phone', [input])).toEqual([expected])
  })
})

describe('normalize_phone', () => {
  it('reads a Brazilian mobile however a person types it', async () => {
    const typed = (area: string, number: string) => [
      `${area}${number}`,
      `(${area}) ${number.slice(0, -4)}-${number.slice(-4)}`,
      `0${area} ${number}`,
      `55${area}${number}`,
      `+55 ${area} ${number}`,
    ]
    await fc.assert(
      fc.asyncProperty(mobile, async ({ area, first, rest }) => {
        const expected = `+55${area}9${first}${rest}`
        // "55" is also an area code: eleven typed digits are area code and number
        const forms = typed(area, `9${first}${rest}`)
        expect(await normalised('normalize_phone', forms)).toEqual(forms.map(() => expected))
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['11 3333-4444', '+551133334444'],
    ['+351 912 345 678', '+351912345678'],
    ['+52 1 55 0000 0107', '+525500000107'],
    ['+55 (011) 98000-0612', '+5511980000612'],
    ['+55 0 11 98000-0612', '+5511980000612'],
    ['55 0 15 11 98000-0612', '+5511980000612'],
    ['554199876543210', null],
    ['Tel.: (11) 98765-4321 / 3333-4444', null],
    ['118273645012345@lid', null],
    ['8765-4321', null],
    ['(10) 98765-4321', null],
    ['11 18765-4321', null],
    ['912345678', null],
    ['nonsense', null],
    ['', null],
  ])('reads %j as %j', async (input, expected) => {
    expect(await normalised('normalize_phone', [input])).toEqual([expected])
  })

  it.each(phoneForms)('reads the form %j as %j', async (form, phone) => {
    expect(await normalised('normalize_phone', [form])).toEqual([phone])
  })

  it('never raises, whatever is typed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
          { maxLength: 50 },
        ),
        async (texts) => {
          for (const phone of await normalised('normalize_phone', texts)) {
            if (phone !== null) expect(phone).toMatch(/^\+\d{8,15}$/)
          }
        },
      ),
      { numRuns: 20 },
    )
  })
})
