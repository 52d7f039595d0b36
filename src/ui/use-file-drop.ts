import { ref } from 'vue'

/** Files that are dragged over a part of the page and dropped there. */
export function useFileDrop(takes: () => boolean, onFiles: (files: File[]) => void) {
  const isOver = ref(false)
  let depth = 0

  function hasFiles(event: DragEvent): boolean {
    return takes() && (event.dataTransfer?.types.includes('Files') ?? false)
  }

  return {
    isOver,
    listeners: {
      dragenter(event: DragEvent) {
        if (!hasFiles(event)) return
        event.preventDefault()
        depth += 1
        isOver.value = true
      },
      dragover(event: DragEvent) {
        if (hasFiles(event)) event.preventDefault()
      },
      dragleave() {
        depth = Math.max(0, depth - 1)
        if (depth === 0) isOver.value = false
      },
      drop(event: DragEvent) {
        depth = 0
        isOver.value = false
        if (!hasFiles(event)) return
        event.preventDefault()
        // what has no bytes, such as a folder, has no type and no size either
        const files = [...(event.dataTransfer?.files ?? [])].filter(
          (file) => file.size > 0 || file.type !== '',
        )
        if (files.length > 0) onFiles(files)
      },
    },
  }
}
