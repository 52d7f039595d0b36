import type { CalendarItem, CalendarShade } from './items'

function node(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

/** An icon with its name for those who do not see it. */
function mark(icon: string, label: string): HTMLElement {
  const made = node('span', 'agenda-mark')
  const picture = node('i', `pi ${icon}`)
  picture.setAttribute('aria-hidden', 'true')
  made.title = label
  made.append(picture, node('span', 'sr-only', ` ${label}`))
  return made
}

/** What stands in the box of a session: state, time, who comes, and small marks. Text only, never markup. */
export function drawItem(item: CalendarItem, timeText: string): Node[] {
  const open = document.createElement('button')
  open.type = 'button'
  open.className = 'agenda-open'
  open.dataset.session = item.id
  const head = node('span', 'agenda-head')
  head.append(mark(item.icon, item.iconLabel), node('span', 'agenda-time', timeText))
  for (const { icon, label } of item.marks) head.append(mark(icon, label))
  const title = node('span', 'agenda-title', item.title)
  title.dir = 'auto'
  open.append(head, title)
  if (item.text) open.append(node('span', 'agenda-text', item.text))
  return item.attendLabel === null ? [open] : [open, attendButton(item.id, item.attendLabel)]
}

/** For the pointer: on the keyboard it is a key on the session, and a button in its panel. */
function attendButton(id: string, label: string): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'agenda-attend'
  button.tabIndex = -1
  button.dataset.attend = id
  button.title = label
  button.setAttribute('aria-label', label)
  const picture = node('i', 'pi pi-check')
  picture.setAttribute('aria-hidden', 'true')
  button.append(picture)
  return button
}

/** What stands in a time in which nobody works. */
export function drawShade(shade: CalendarShade): Node[] {
  return shade.title ? [node('span', 'agenda-shade-title', shade.title)] : []
}
