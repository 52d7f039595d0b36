import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visibleQuestions } from '../../../src/features/clinic/intake/form-rules.ts'
import type { Answers, Condition, Definition } from '../../../src/features/clinic/intake/form-types.ts'
import { createDatabase } from '../support/database.ts'
import { propertyRuns } from '../support/property-runs.ts'

const db = await createDatabase({ cast: false })

const white = fc.constantFrom('', ' ', '\t', '\n', '\u00a0', '\u2003')
const word = fc.constantFrom('yes', 'no', 'a', 'b', 'ela')
const year = fc.integer({ min: 2004, max: 2012 })
const birthday = fc
  .tuple(year, fc.constantFrom('02-28', '02-29', '03-01', '11-28', '11-29'))
  .map(([y, day]) => `${y}-${day}`)
const text = fc.oneof(white, word, birthday, fc.constantFrom('2010-1-1', '20100101', 'Ana'))
const value = fc.oneof(
  text,
  fc.array(fc.oneof(white, word), { maxLength: 3 }),
  fc.record({ cep: text, city: white }, { requiredKeys: [] }),
  fc.constant(null),
)
const today = fc.constantFrom('2026-02-28', '2026-03-01', '2026-11-28', '2028-02-29')

const condition = (earlier: number): fc.Arbitrary<Condition | undefined> =>
  earlier === 0
    ? fc.constant(undefined)
    : fc.option(
        fc.record({
          question: fc.integer({ min: 0, max: earlier - 1 }).map((n) => `q${n}`),
          op: fc.constantFrom('filled', 'in', 'minor'),
          values: fc.array(word, { minLength: 1, maxLength: 3 }),
        }) as fc.Arbitrary<Condition>,
        { nil: undefined },
      )

/** Two to five sections of one to three questions, each asked under some condition. */
const definition = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 5 }).chain((sizes) => {
  let count = 0
  const sections = sizes.map((size, n) => {
    const when = condition(count)
    const questions = Array.from({ length: size }, () => {
      const key = `q${count}`
      const one = condition(count).map((asked) => ({
        key,
        kind: 'text',
        label: key,
        required: false,
        ...(asked && { when: asked }),
      }))
      count += 1
      return one
    })
    return fc.tuple(when, fc.tuple(...questions)).map(([asked, all]) => ({
      key: `s${n}`,
      title: 'S',
      is_clinical: false,
      questions: all,
      ...(asked && { when: asked }),
    }))
  })
  return fc.tuple(...sections).map((all) => ({ sections: all }) as Definition)
})
const answers = fc.dictionary(
  fc.integer({ min: 0, max: 14 }).map((n) => `q${n}`),
  value,
) as fc.Arbitrary<Answers>

it('asks the same questions on the page and in the database', () =>
  db.rolledBack(async (session) => {
    const cases = fc.sample(fc.tuple(definition, answers, today), propertyRuns(400))
    const rows = await session.asPostgres(
      (sql) => sql<{ keys: string[] }[]>`
        select app.intake_visible(c.x -> 0, c.x -> 1, (c.x ->> 2)::date) as keys
        from jsonb_array_elements(${sql.json(cases as never)}) with ordinality c (x, n) order by c.n`,
    )
    const different = cases.filter(
      ([form, said, day], n) => String(rows[n]?.keys) !== String(visibleQuestions(form, said, day)),
    )
    expect(different[0]).toBeUndefined()
    // some conditions held, and some did not
    const conditional = cases.flatMap(([form], n) =>
      form.sections
        .flatMap(({ questions }) => questions)
        .filter(({ when }) => when)
        .map(({ key }) => rows[n]?.keys.includes(key)),
    )
    expect(new Set(conditional)).toEqual(new Set([true, false]))
  }))
