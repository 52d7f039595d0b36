/**
 * Everything the Evolution gateway may post, as pure builders.
 *
 * `envelope(context, event, data)` wraps what `data` builds out of a key (`keys`) and a content (`contents`,
 * `media`); `oddities` turns a finished webhook into what other versions and forks would have sent.
 */
export * from './envelope.ts'
export * as keys from './keys.ts'
export * as contents from './contents.ts'
export * as media from './media-contents.ts'
export * as data from './data.ts'
export * as oddities from './oddities.ts'
export { lidStyles } from './keys.ts'
