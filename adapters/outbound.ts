import dns from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Agent } from 'undici'
import { settings } from './env.ts'

/** A name that should lead out to Microsoft leads to a network of one's own: somebody answers for it who is not Microsoft. */
export class PrivateAddress extends Error {
  override name = 'PrivateAddress'
  readonly address: string
  constructor(address: string) {
    super(`${address} is no address of the public internet`)
    this.address = address
  }
}

/**
 * What the registries of special-purpose addresses call not globally reachable
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry),
 * and multicast.
 */
const withinIpv4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]
const withinIpv6 = [
  ...['::/128', '::1/128', '64:ff9b:1::/48', '100::/64', '2001:db8::/32', '3fff::/20', '5f00::/16'],
  ...['fc00::/7', 'fe80::/10', 'ff00::/8'],
]

const blocked = new BlockList()
for (const [type, ranges] of [['ipv4', withinIpv4] as const, ['ipv6', withinIpv6] as const])
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/')
    blocked.addSubnet(network, Number(prefix), type)
  }

/** Whether nothing of the public internet can be behind this address; an IPv4 address within IPv6 is judged as that. */
export const isPrivateAddress = (address: string): boolean =>
  blocked.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

type Resolve = (
  name: string,
  options: dns.LookupAllOptions,
  told: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void

/**
 * Resolves a name as it is connected to, so that what was checked is what is spoken to, and refuses it where any answer is
 * private. Names that `isAllowed` may lead anywhere.
 */
export const guardedLookup =
  (isAllowed: (name: string) => boolean, resolve: Resolve = dns.lookup): LookupFunction =>
  (name, options, told) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      const inside = isAllowed(name) ? undefined : addresses?.find(({ address }) => isPrivateAddress(address))
      const [first] = addresses ?? []
      if (error || !first) return told(error ?? new Error(`${name} has no address`), [])
      if (inside) return told(new PrivateAddress(inside.address), [])
      return options.all ? told(null, addresses) : told(null, first.address, first.family)
    })
  }

/** What this installation was told to speak to may live in a network of its own. */
const isOwn = (name: string): boolean => {
  const { cloud } = settings()
  return cloud !== null && [cloud.loginUrl, cloud.graphUrl].some((url) => new URL(url).hostname === name)
}

const guarded = new Agent({ connect: { lookup: guardedLookup(isOwn) } })

/** How a request to Microsoft leaves; undefined leaves it to Node, and so to a proxy that Node was told of. */
export const outbound = (): Agent | undefined => (settings().privateAddresses ? undefined : guarded)
