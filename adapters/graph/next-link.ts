import { done, type Outcome } from '#domain/outcome.ts'
import { type GraphReason, graphRefusal } from './reason.ts'

/**
 * Checks that a link stays under the configured Graph base, origin and path alike, because following it sends
 * our token along. The link is opaque ("Paging Microsoft Graph data"): it is returned as it was written, only
 * a relative one (which OData allows) is completed from the address it came from.
 */
export const pinnedLink = (link: string, graphBase: string, from: string): Outcome<string, GraphReason> => {
  if (!URL.canParse(link, from)) return graphRefusal('malformedAnswer', { host: hostOf(from) })
  // Judged as it will be asked for: `https:host/path` is a path of the page it stood on, and by itself another host.
  const isWhole = URL.canParse(link)
  const target = isWhole ? new URL(link) : new URL(link, from)
  const base = new URL(graphBase)
  const underBase = target.pathname.startsWith(`${base.pathname.replace(/\/+$/, '')}/`)
  if (target.origin !== base.origin || target.username || target.password || !underBase) {
    return graphRefusal('foreignLink', { host: target.host || target.protocol })
  }
  return done(isWhole ? link : target.href)
}

/** The host of an address for a sentence; never its query, which may hold a token. */
export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '?')
