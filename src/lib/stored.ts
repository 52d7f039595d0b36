/** Texts under keys of localStorage; a browser that refuses storage keeps nothing, and nothing breaks. */
export function readStored(prefix: string): Map<string, string> {
  const found = new Map<string, string>()
  try {
    for (const key of Object.keys(localStorage)) {
      const value = key.startsWith(prefix) ? localStorage.getItem(key) : null
      if (value !== null) found.set(key.slice(prefix.length), value)
    }
  } catch {
    return found
  }
  return found
}

/** Writes or, with null, removes the text under a key. */
export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Storage is full or forbidden: the page goes on with what it has in memory.
  }
}
