import { reactive } from 'vue'
import { useI18n } from 'vue-i18n'

/**
 * Problems of a form, found when it is sent and forgotten when the field changes. `check` runs the rules and
 * tells whether the form may go; each rule answers a text key or null.
 */
export function useFormProblems<Field extends string>(rules: Record<Field, () => string | null>) {
  const { t } = useI18n()
  const problems = reactive<Record<string, string | null>>({})

  function check(): boolean {
    const fields = Object.keys(rules) as Field[]
    for (const field of fields) problems[field] = rules[field]()
    return fields.every((field) => problems[field] === null)
  }

  return {
    check,
    /** The sentence for a field, or null. */
    problem: (field: Field): string | null => {
      const key = problems[field]
      return key && rules[field]() === key ? t(key) : null
    },
  }
}
