import type { TurnPerson } from './types'

/** Why nobody gets a new conversation although turns are on. */
export type TurnProblem = 'empty' | 'allPaused'

/** What keeps turns from giving anything; null when somebody can get one. */
export function turnProblem(people: readonly TurnPerson[]): TurnProblem | null {
  if (people.length === 0) return 'empty'
  return people.some(({ is_paused, is_active }) => is_active && !is_paused) ? null : 'allPaused'
}

/** The people with one of them a place further up or down. */
export function movedBy(people: readonly TurnPerson[], userId: string, step: 1 | -1): TurnPerson[] {
  const from = people.findIndex(({ user_id }) => user_id === userId)
  const person = people[from]
  const to = from + step
  if (person === undefined || to < 0 || to >= people.length) return [...people]
  return people.toSpliced(from, 1).toSpliced(to, 0, person)
}

/** The people with somebody more, at the end. */
export function withPerson(people: readonly TurnPerson[], userId: string): TurnPerson[] {
  if (people.some(({ user_id }) => user_id === userId)) return [...people]
  return [...people, { user_id: userId, is_paused: false, is_active: true, last_turn_at: null }]
}

/** The people with one of them passed over for now, or no longer. */
export function withPause(people: readonly TurnPerson[], userId: string, paused: boolean): TurnPerson[] {
  return people.map((person) => (person.user_id === userId ? { ...person, is_paused: paused } : person))
}

/** The people without one of them; turns of nobody are off. */
export function withoutPerson(
  people: readonly TurnPerson[],
  isOn: boolean,
  userId: string,
): { is_on: boolean; people: TurnPerson[] } {
  const rest = people.filter(({ user_id }) => user_id !== userId)
  return { is_on: isOn && rest.length > 0, people: rest }
}
