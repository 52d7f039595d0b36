import { watch } from 'vue'

/** What is open over the page, the last one last: how each is closed. */
const open: (() => void)[] = []

/** The way back, a button or a gesture, closes what is open over the page before it leaves the page. */
export function useBackCloses(isOpen: () => boolean, close: () => void): void {
  watch(
    isOpen,
    (now, _before, onCleanup) => {
      if (!now) return
      open.push(close)
      onCleanup(() => void open.splice(open.indexOf(close), 1))
    },
    { immediate: true },
  )
}

/** Whether anything is open over the page. */
export function isAnythingOpen(): boolean {
  return open.length > 0
}

/** Closes the last one that was opened; false when nothing is open. */
export function closeLastOpened(): boolean {
  const close = open.at(-1)
  close?.()
  return close !== undefined
}
