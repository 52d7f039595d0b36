import { nextTick, onBeforeUnmount, onBeforeUpdate, onMounted, onUpdated, ref, type Ref } from 'vue'

/** Closer to the end than this counts as being there. */
const END_PX = 64
/** From this distance on, more is asked for. */
const EDGE_PX = 600

export interface TimelineScrollOptions {
  /** The element that scrolls. */
  scroller: Readonly<Ref<HTMLElement | null>>
  /** Its only child. Lines carry `data-key`; those that may leave their neighbours `data-moves`. */
  content: Readonly<Ref<HTMLElement | null>>
  /** False while newer messages are left out of the document: its end is not the conversation's end. */
  isLatest: () => boolean
  onNearTop: () => void
  onNearEnd: () => void
}

/**
 * Keeps a conversation still while its messages change: at the end it stays at the end; anywhere else the line that
 * is being read stays where it is, whatever is added above or below.
 */
export function useTimelineScroll({
  scroller,
  content,
  isLatest,
  onNearTop,
  onNearEnd,
}: TimelineScrollOptions) {
  const atEnd = ref(true)
  let anchor: { key: string; top: number } | null = null
  let height = 0

  /** Goes to the end, which may be further down than before. */
  function stick(box: HTMLElement) {
    height = box.scrollHeight
    box.scrollTop = height
  }

  function measure() {
    const box = scroller.value
    if (!box) return
    // a picture that just came moved the end away; nobody scrolled
    if (atEnd.value && box.scrollHeight > height) stick(box)
    const below = box.scrollHeight - box.scrollTop - box.clientHeight
    atEnd.value = below < END_PX && isLatest()
    if (box.scrollTop < EDGE_PX) onNearTop()
    if (below < EDGE_PX) onNearEnd()
  }

  function lines(): HTMLElement[] {
    return [...(content.value?.children ?? [])].filter((child) => child instanceof HTMLElement)
  }

  /** Remembers the first line in sight. */
  function hold() {
    const box = scroller.value
    if (!box || atEnd.value) {
      anchor = null
      return
    }
    const boxTop = box.getBoundingClientRect().top
    const line = lines().find(
      (child) =>
        child.dataset.key !== undefined &&
        child.dataset.moves === undefined &&
        child.getBoundingClientRect().bottom > boxTop,
    )
    anchor = line ? { key: line.dataset.key ?? '', top: line.getBoundingClientRect().top } : null
  }

  /** Brings the remembered line back to where it was. */
  function restore() {
    const box = scroller.value
    if (!box) return
    if (atEnd.value) return stick(box)
    const line = anchor && lines().find((child) => child.dataset.key === anchor?.key)
    if (line && anchor) box.scrollTop += line.getBoundingClientRect().top - anchor.top
  }

  function toEnd() {
    atEnd.value = true
    void nextTick(() => {
      if (scroller.value) stick(scroller.value)
    })
  }

  /** Scrolls to a line that is in the document. Returns its element. */
  function toKey(key: string, block: ScrollLogicalPosition): HTMLElement | null {
    const line = lines().find((child) => child.dataset.key === key) ?? null
    if (!line) return null
    atEnd.value = false
    line.scrollIntoView({ block })
    measure()
    return line
  }

  const growth = new ResizeObserver(() => {
    const box = scroller.value
    if (box && atEnd.value) stick(box)
  })

  onBeforeUpdate(hold)
  onUpdated(() => {
    restore()
    measure()
  })
  onMounted(() => {
    if (content.value) growth.observe(content.value)
    if (scroller.value) growth.observe(scroller.value)
    restore()
    measure()
  })
  onBeforeUnmount(() => growth.disconnect())

  return { atEnd, measure, toEnd, toKey }
}
