import ipaddr from 'ipaddr.js'

/**
 * Where a request comes from, as far as it can be known: `socket` is the address that connected, `forwarded` what
 * X-Forwarded-For said, `proxies` how many proxies of one's own stand in front. Each of them adds the address that connected
 * to it at the end, so what stands further left is what a client says of itself. An IPv6 address is told by its network of 64
 * bits, all of which one subscriber has (RFC 6177 section 2, RFC 4291 section 2.5.1).
 */
export const clientAddress = (socket: string, forwarded: string, proxies: number): string => {
  const hops = [...forwarded.split(','), socket].map(networkIn)
  return hops.slice(-1 - proxies).find((hop) => hop !== null) ?? ''
}

const networkIn = (hop: string): string | null => {
  // Some proxies write the port behind the address.
  const address = hop
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
  if (!ipaddr.isValid(address)) return null
  const parsed = ipaddr.process(address)
  if (!('parts' in parsed)) return parsed.toString()
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16))
  return `${network.join(':')}::/64`
}
