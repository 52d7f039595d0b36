/** Shortest password that sign-up takes; Auth is configured with the same. */
export const MIN_PASSWORD = 8

/** Key of what is wrong with a new password, or null. */
export function passwordProblem(password: string): string | null {
  return password.length < MIN_PASSWORD ? 'auth.problems.shortPassword' : null
}

/** Key of what is wrong with an e-mail address, or null. Whether it exists, only a message to it can tell. */
export function emailProblem(email: string): string | null {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email.trim()) ? null : 'auth.problems.email'
}

/** Key of what is missing in a required text, or null. */
export function requiredProblem(text: string): string | null {
  return text.trim() ? null : 'auth.problems.required'
}

/** Key of what is wrong with the name of a person or clinic, or null; the database takes 2 to 120 characters. */
export function nameProblem(name: string): string | null {
  const length = [...name.trim()].length
  return length >= 2 && length <= 120 ? null : 'auth.problems.name'
}
