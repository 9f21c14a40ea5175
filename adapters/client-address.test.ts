import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

test.each([
  ['nothing in front: what the client says counts for nothing', '192.0.2.7', '203.0.113.9', 0, '192.0.2.7'],
  ['nobody says anything', '192.0.2.7', '', 0, '192.0.2.7'],
  ['one proxy: what it added', '10.0.0.1', '198.51.100.4', 1, '198.51.100.4'],
  ['one proxy, and a client that lies', '10.0.0.1', '203.0.113.9, 198.51.100.4', 1, '198.51.100.4'],
  ['two proxies', '10.0.0.1', '203.0.113.9, 198.51.100.4, 10.0.0.2', 2, '198.51.100.4'],
  ['fewer than were said: the first that is told', '10.0.0.1', '198.51.100.4', 3, '198.51.100.4'],
  ['a proxy that says nothing', '10.0.0.1', '', 1, '10.0.0.1'],
  ['nonsense where the proxy writes', '10.0.0.1', '203.0.113.9, unknown', 1, '10.0.0.1'],
  ['a port behind it', '10.0.0.1', '198.51.100.4:52100', 1, '198.51.100.4'],
  ['IPv6 in brackets, with a port', '10.0.0.1', '[2001:db8::1]:52100', 1, '2001:db8:0:0::/64'],
  ['IPv4 within IPv6', '::ffff:192.0.2.7', '', 0, '192.0.2.7'],
  ['this machine', '::1', '', 0, '0:0:0:0::/64'],
  ['a zone', 'fe80::1%eth0', '', 0, 'fe80:0:0:0::/64'],
  ['no address at all', '', '', 0, ''],
])('%s', (_what, socket, forwarded, proxies, address) => {
  expect(clientAddress(socket, forwarded, proxies)).toBe(address)
})

test('all addresses of one IPv6 network are one, and those of two are two', () => {
  const groups = fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: 4, maxLength: 4 })
  const ip = (...parts: number[][]) =>
    parts.map((part) => part.map((n) => n.toString(16)).join(':')).join(':')
  fc.assert(
    fc.property(groups, groups, groups, groups, (network, another, host, guest) => {
      const from = (address: string) => clientAddress(address, '', 0)
      expect(from(ip(network, host))).toBe(from(ip(network, guest)))
      fc.pre(ip(network) !== ip(another))
      expect(from(ip(network, host))).not.toBe(from(ip(another, host)))
    }),
  )
})

test('nothing that a client writes in front moves what the proxies added', () => {
  const added = fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(added, fc.string(), fc.nat(5), (hops, lie, more) => {
      const proxies = 1 + (more % hops.length)
      expect(clientAddress('10.0.0.1', [lie, ...hops].join(', '), proxies)).toBe(
        clientAddress('10.0.0.1', hops.join(', '), proxies),
      )
    }),
  )
})
