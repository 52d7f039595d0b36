import { nextTick } from 'vue'

/** Goes to the first field of a form that says what is wrong with it. */
export async function focusInvalid(form: HTMLElement | null): Promise<void> {
  await nextTick()
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
