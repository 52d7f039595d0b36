import { ref, shallowRef } from 'vue'
import { toAppError, type AppError } from '@/lib/errors'
import { toastError, toastOk } from './toasts'
import { useErrorText } from './use-error-text'

interface ActionOptions<Result> {
  /** Said when it worked. */
  success?: string | ((result: Result) => string)
  /** Show the error as a toast (default), or leave it in `error` for the form. */
  toast?: boolean
}

/**
 * Runs something that may fail: `running` while it does, one call at a time, the error in words. Resolves to
 * the result, or to null when it failed.
 */
export function useAction<Args extends unknown[], Result>(
  action: (...args: Args) => Promise<Result>,
  { success, toast = true }: ActionOptions<Result> = {},
) {
  const running = ref(false)
  const error = shallowRef<AppError | null>(null)
  const textOf = useErrorText()

  async function run(...args: Args): Promise<Result | null> {
    if (running.value) return null
    running.value = true
    error.value = null
    try {
      const result = await action(...args)
      if (success) toastOk(typeof success === 'string' ? success : success(result))
      return result
    } catch (thrown) {
      error.value = toAppError(thrown)
      if (toast) toastError(textOf(thrown))
      return null
    } finally {
      running.value = false
    }
  }

  return { run, running, error }
}
