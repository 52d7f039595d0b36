import { onScopeDispose, ref, type Ref } from 'vue'
import { columnBeside, edgeScroll } from './moves'

/** A card that somebody holds. */
export interface HeldCard {
  id: string
  name: string
  from: string
  /** Where it would be put down. */
  to: string
  byKeyboard: boolean
}

interface CardDragOptions {
  root: Readonly<Ref<HTMLElement | null>>
  /** What scrolls sideways while a card is held at its edge. */
  scroller: Readonly<Ref<HTMLElement | null>>
  columns: () => readonly string[]
  /** A card was put down in another column. */
  drop: (card: HeldCard) => void
  /** Says what happened to who cannot see it. */
  say: (what: 'picked' | 'over' | 'cancelled', card: HeldCard) => void
}

/** A finger that rests so long picks the card up; one that moves on before that scrolls. */
const TOUCH_MS = 350
const TOUCH_SLOP_PX = 10
const MOUSE_SLOP_PX = 6
/** A held card is no wider: on a phone it would hide what it can be dropped on. */
const GHOST_PX = 300

interface Press {
  pointerId: number
  card: HTMLElement
  x: number
  y: number
  isTouch: boolean
}

/**
 * Cards (`[data-card]`, named by `data-name`) that go from column to column (`[data-column]`): by mouse, by a finger
 * that rested on one, and by Space, arrows and Space on its link. The order inside of a column is not the board's, so
 * a card is put on a column and not between two others.
 */
export function useCardDrag({ root, scroller, columns, drop, say }: CardDragOptions) {
  const held = ref<HeldCard | null>(null)
  let press: Press | null = null
  let resting: ReturnType<typeof setTimeout> | undefined
  let ghost: HTMLElement | null = null
  let frame = 0
  let at = { x: 0, y: 0 }

  const columnOf = (element: Element | null | undefined) =>
    element?.closest<HTMLElement>('[data-column]')?.dataset.column

  function cardOf(element: HTMLElement): HeldCard | null {
    const from = columnOf(element)
    const { card: id, name = '' } = element.dataset
    return id && from ? { id, name, from, to: from, byKeyboard: false } : null
  }

  function onPointerdown(event: PointerEvent): void {
    if (held.value || !event.isPrimary || event.button !== 0 || !(event.target instanceof Element)) return
    const card = event.target.closest<HTMLElement>('[data-card]')
    if (!card || event.target.closest('button')) return
    const isTouch = event.pointerType !== 'mouse'
    press = { pointerId: event.pointerId, card, x: event.clientX, y: event.clientY, isTouch }
    at = { x: event.clientX, y: event.clientY }
    document.addEventListener('pointermove', onPointermove)
    document.addEventListener('pointerup', onPointerup)
    document.addEventListener('pointercancel', cancel)
    document.addEventListener('keydown', onEscape, true)
    if (!isTouch) return
    // The browser asks before the first move whether it may scroll: only a listener that was there by then can say no.
    card.addEventListener('touchmove', keepStill, { passive: false })
    resting = setTimeout(begin, TOUCH_MS)
  }

  function keepStill(event: TouchEvent): void {
    if (held.value && event.cancelable) event.preventDefault()
  }

  function begin(): void {
    const card = press && cardOf(press.card)
    if (!press || !card) return
    const box = press.card.getBoundingClientRect()
    ghost = press.card.cloneNode(true) as HTMLElement
    ghost.removeAttribute('data-card')
    ghost.inert = true
    ghost.setAttribute('aria-hidden', 'true')
    ghost.classList.add('card-ghost')
    const width = Math.min(box.width, GHOST_PX)
    Object.assign(ghost.style, { width: `${width}px`, height: `${box.height}px` })
    ghost.dataset.grip = `${((press.x - box.left) * width) / box.width},${press.y - box.top}`
    document.body.append(ghost)
    held.value = card
    say('picked', card)
    follow()
    frame = requestAnimationFrame(scrollAtEdge)
  }

  function follow(): void {
    const [gripX = 0, gripY = 0] = ghost?.dataset.grip?.split(',').map(Number) ?? []
    if (ghost) ghost.style.transform = `translate(${at.x - gripX}px, ${at.y - gripY}px) rotate(1.5deg)`
    aim(columnOf(document.elementFromPoint(at.x, at.y)))
  }

  /** Beside the columns it stays where it came from. */
  function aim(column: string | undefined): void {
    if (held.value)
      held.value.to = column !== undefined && columns().includes(column) ? column : held.value.from
  }

  function scrollAtEdge(): void {
    const box = scroller.value?.getBoundingClientRect()
    if (box) {
      const by = edgeScroll(at.x, box.left, box.right)
      if (by !== 0) {
        scroller.value?.scrollBy(by, 0)
        follow()
      }
    }
    frame = requestAnimationFrame(scrollAtEdge)
  }

  function onPointermove(event: PointerEvent): void {
    if (!press || event.pointerId !== press.pointerId) return
    at = { x: event.clientX, y: event.clientY }
    if (held.value) {
      event.preventDefault()
      follow()
      return
    }
    const moved = Math.hypot(at.x - press.x, at.y - press.y)
    if (press.isTouch) {
      if (moved > TOUCH_SLOP_PX) cancel()
    } else if (moved > MOUSE_SLOP_PX) begin()
  }

  function onPointerup(): void {
    const card = held.value
    // What is released over its own link would open it.
    if (card) stopNextClick()
    finish()
    if (card && card.to !== card.from) drop(card)
  }

  function stopNextClick(): void {
    const stop = (event: Event) => {
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('click', stop, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', stop, true))
  }

  function onEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !held.value) return
    event.preventDefault()
    event.stopPropagation()
    cancel()
  }

  function finish(): void {
    clearTimeout(resting)
    cancelAnimationFrame(frame)
    ghost?.remove()
    ghost = null
    press?.card.removeEventListener('touchmove', keepStill)
    press = null
    held.value = null
    document.removeEventListener('pointermove', onPointermove)
    document.removeEventListener('pointerup', onPointerup)
    document.removeEventListener('pointercancel', cancel)
    document.removeEventListener('keydown', onEscape, true)
  }

  function cancel(): void {
    const card = held.value
    finish()
    if (card) say('cancelled', card)
  }

  function onKeydown(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.altKey) return
    const element = event.target.closest<HTMLElement>('[data-card]')
    if (!element) return
    if (held.value === null) {
      if (event.key === ' ') pickUp(element, event)
      else walk(element, event)
      return
    }
    if (!held.value.byKeyboard) return
    const card = held.value
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault()
      card.to = columnBeside(columns(), card.to, event.key === 'ArrowRight' ? 1 : -1)
      columnElement(card.to)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      say('over', card)
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault()
      held.value = null
      if (card.to === card.from) say('cancelled', card)
      else drop(card)
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault()
      cancel()
    } else event.preventDefault()
  }

  function pickUp(element: HTMLElement, event: KeyboardEvent): void {
    const card = cardOf(element)
    event.preventDefault()
    if (!card) return
    held.value = { ...card, byKeyboard: true }
    say('picked', held.value)
  }

  /** Arrows go from card to card without picking one up. */
  function walk(element: HTMLElement, event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const cards = [...(element.closest('[data-column]')?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]
    cards[cards.indexOf(element) + step]?.querySelector('a')?.focus()
  }

  function columnElement(key: string) {
    return root.value?.querySelector<HTMLElement>(`[data-column="${CSS.escape(key)}"]`)
  }

  function onFocusout(): void {
    if (held.value?.byKeyboard) cancel()
  }

  /** A finger that rests would also open the browser's menu. */
  function onContextmenu(event: Event): void {
    if (!press?.isTouch) return
    event.preventDefault()
    event.stopPropagation()
  }

  onScopeDispose(finish)
  return { held, onPointerdown, onKeydown, onFocusout, onContextmenu }
}
