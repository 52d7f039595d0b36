import { AsyncLocalStorage } from 'node:async_hooks'

/** The id of the request that is being answered, for whoever works on it without being told: the database writes it into the audit. */
export const requestScope = new AsyncLocalStorage<string>()
