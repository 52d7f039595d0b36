import type { Json } from '@contracts/database.types'
import { computed, type Ref, type WritableComputedRef } from 'vue'
import type { WorkflowStep } from './types'

/** A text, or nothing. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Options of a step as fields of a form: how one is read, and how it is written. */
export function useOption(step: Ref<WorkflowStep>) {
  return <Value>(
    name: string,
    read: (value: Json | undefined) => Value,
    write: (value: Value) => Json,
  ): WritableComputedRef<Value> =>
    computed({
      get: () => read(step.value.options[name]),
      set: (value) => {
        step.value = { ...step.value, options: { ...step.value.options, [name]: write(value) } }
      },
    })
}
